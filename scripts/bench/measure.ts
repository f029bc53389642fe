/** Something to be timed. One call does the work once and says how long that took, in seconds. */
export interface Contender {
  readonly name: string;
  readonly run: () => Promise<number> | number;
}

/** Long enough for the threads that another contender left spinning to go to sleep. */
const SETTLE_MS = 25;

/**
 * Times all contenders in turn, round after round, so that what disturbs the machine for a while disturbs all of
 * them. A round before the first warms caches, compilers and thread pools, and is not counted.
 * @param warmUp false for whole programs, which have nothing that outlives them
 * @returns the median of each, in seconds, by name
 */
export async function measureInterleaved(
  contenders: readonly Contender[],
  rounds: number,
  { warmUp }: { readonly warmUp: boolean } = { warmUp: true },
): Promise<ReadonlyMap<string, number>> {
  const seconds = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = warmUp ? -1 : 0; round < rounds; round++) {
    for (const { name, run } of contenders) {
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      const taken = await run();
      if (round >= 0) {
        seconds.get(name)!.push(taken);
      }
    }
  }
  return new Map([...seconds].map(([name, values]) => [name, median(values)]));
}

/** The middle value, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value that so large a share of all are not above; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** How long the work takes, in seconds. */
export async function secondsOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
