import type { Contender } from "./measure";

/** A sample takes at least about this long, so that the clock and single interruptions weigh little. */
const SAMPLE_SECONDS = 0.15;
const REPETITIONS_MAX = 2000;

/** How often work that takes so many seconds has to be done for one sample. */
export function repetitionsFor(seconds: number): number {
  return Math.min(REPETITIONS_MAX, Math.max(1, Math.round(SAMPLE_SECONDS / seconds)));
}

/** The contender's work as often as one sample needs, timed as the mean; it is done twice to find that out. */
export async function calibrate({ name, run }: Contender): Promise<Contender> {
  await run();
  const repetitions = repetitionsFor(await run());
  return {
    name,
    run: async () => {
      let sum = 0;
      for (let i = 0; i < repetitions; i++) {
        sum += await run();
      }
      return sum / repetitions;
    },
  };
}
