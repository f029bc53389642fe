import { describe, expect, it } from "vitest";
import { snapshotEpochs } from "../../../src/config/plan/recordedEpochs";
import type { RunProgress } from "../../../src/run/progress";
import { measureProgress, type PlannedWork } from "../../../src/worker/progress";

/** As many networks of one plan. */
function networksOf(networks: number, planned: PlannedWork): readonly PlannedWork[] {
  return Array.from({ length: networks }, () => planned);
}

describe("progress", () => {
  it("of one network is its epoch, with the pace since the first that was heard of", () => {
    let now = 1000;
    const progress = measureProgress(networksOf(1, { epochs: 100, snapshots: 0 }), () => now);
    expect(progress.advance(0, 10, 0)).toEqual({ epoch: 10, epochs: 100 });
    now = 3000;
    expect(progress.advance(0, 50, 0)).toEqual({
      epoch: 50,
      epochs: 100,
      epochsPerSecond: 20,
      secondsLeft: 2.5,
    });
  });

  it("of several is that of all together", () => {
    let now = 0;
    const progress = measureProgress(networksOf(3, { epochs: 100, snapshots: 0 }), () => now);
    progress.advance(0, 10, 0);
    now = 1000;
    progress.advance(1, 20, 0);
    expect(progress.advance(0, 30, 0)).toEqual({
      epoch: 50,
      epochs: 300,
      epochsPerSecond: 40,
      secondsLeft: 250 / 40,
      networks: { completed: 0, planned: 3 },
    });
  });

  it("counts a network as done at its end, whether or not every epoch was trained or heard of", () => {
    let now = 0;
    const progress = measureProgress(networksOf(2, { epochs: 100, snapshots: 10 }), () => now);
    progress.advance(0, 0, 0);
    now = 1000;
    progress.advance(0, 20, 0);
    // It diverged at epoch 20: the pace is that of the epochs that were trained.
    expect(progress.complete(0)).toMatchObject({
      epoch: 100,
      epochs: 200,
      epochsPerSecond: 20,
      networks: { completed: 1, planned: 2 },
    });
    progress.advance(1, 100, 10);
    expect(progress.complete(1)).toMatchObject({ epoch: 200, secondsLeft: 0, networks: { completed: 2 } });
  });
});

interface Told {
  readonly at: number;
  readonly secondsLeft: number;
}

/** A run whose epochs and snapshots take just this long, on so many workers: what is told of it, and its end. */
function simulate(
  seconds: { readonly epoch: number; readonly snapshot: number },
  networks = 1,
  workers = 1,
): { readonly told: readonly Told[]; readonly end: number } {
  const epochs = 1000;
  const plan = new Set(snapshotEpochs(epochs, 40));
  const words: {
    at: number;
    network: number;
    tell: (of: ReturnType<typeof measureProgress>) => RunProgress;
  }[] = [];
  const freeAt = new Array<number>(workers).fill(0);
  for (let network = 0; network < networks; network++) {
    const worker = freeAt.indexOf(Math.min(...freeAt));
    let time = freeAt[worker]!;
    let snapshots = 0;
    for (let epoch = 0; epoch <= epochs; epoch++) {
      const say = (): void => {
        const counts = [epoch, snapshots] as const;
        words.push({ at: time, network, tell: (progress) => progress.advance(network, ...counts) });
      };
      if (epoch > 0) {
        time += seconds.epoch;
        say();
      }
      if (plan.has(epoch)) {
        time += seconds.snapshot;
        snapshots++;
        say();
      }
    }
    words.push({ at: time, network, tell: (progress) => progress.complete(network) });
    freeAt[worker] = time;
  }
  let now = 0;
  const progress = measureProgress(networksOf(networks, { epochs, snapshots: plan.size }), () => 1000 * now);
  words.sort((a, b) => a.at - b.at);
  const told = words.map(({ at, tell }) => {
    now = at;
    return { at, secondsLeft: tell(progress).secondsLeft ?? NaN };
  });
  return { told, end: Math.max(...freeAt) };
}

describe("the time left", () => {
  it.each([
    ["snapshots that take far longer than epochs", { epoch: 0.01, snapshot: 2 }],
    ["snapshots that take as long as epochs", { epoch: 0.1, snapshot: 0.1 }],
    ["snapshots that take no time", { epoch: 0.1, snapshot: 0 }],
    ["epochs that take no time", { epoch: 0, snapshot: 0.5 }],
  ])("is right from the third epoch on with %s, dense as they are at the start", (_, seconds) => {
    const { told, end } = simulate(seconds);
    for (const { at, secondsLeft } of told.slice(6, -1)) {
      expect(secondsLeft).toBeGreaterThan((end - at) / 2 - 1e-6);
      expect(secondsLeft).toBeLessThan((end - at) * 2 + 1e-6);
    }
  });

  it("of several networks on two workers is within a factor 2 from a tenth of the run on", () => {
    const { told, end } = simulate({ epoch: 0.01, snapshot: 1 }, 6, 2);
    const [from, to] = [0.1, 0.9].map((share) => share * end) as [number, number];
    const within = told.filter(({ at }) => at >= from && at <= to);
    expect(within.length).toBeGreaterThan(100);
    for (const { at, secondsLeft } of within) {
      expect(secondsLeft).toBeGreaterThan((end - at) / 2);
      expect(secondsLeft).toBeLessThan((end - at) * 2);
    }
  });

  it("forgets that the run began slowly: a start at a tenth of the speed is mostly forgotten after as long again", () => {
    const slow = { seconds: 10, epochsPerSecond: 1 };
    const epochsPerSecond = 10;
    const epochs = 1000;
    let now = 0;
    const progress = measureProgress(networksOf(1, { epochs, snapshots: 0 }), () => 1000 * now);
    const secondsLeftAt = new Map<number, number>();
    for (let epoch = 0; epoch <= epochs; epoch++) {
      secondsLeftAt.set(epoch, progress.advance(0, epoch, 0).secondsLeft ?? NaN);
      now += 1 / (now < slow.seconds ? slow.epochsPerSecond : epochsPerSecond);
    }
    const factorAt = (epoch: number): number =>
      secondsLeftAt.get(epoch)! / ((epochs - epoch) / epochsPerSecond);
    // As much time again at full speed: of all epochs since the start, the mean pace would say a factor of 1.8.
    expect(factorAt(110)).toBeLessThan(1.4);
    expect(factorAt(310)).toBeLessThan(1.1);
    expect(factorAt(310)).toBeGreaterThan(0.9);
  });
});
