import { describe, expect, it } from "vitest";
import { measureProgress } from "../../../src/worker/progress";

describe("progress", () => {
  it("of one network is its epoch, with the pace since the first that was heard of", () => {
    let now = 1000;
    const progress = measureProgress(1, 100, () => now);
    expect(progress.advance(0, 10)).toEqual({
      epoch: 10,
      epochs: 100,
      epochsPerSecond: NaN,
      secondsLeft: NaN,
    });
    now = 3000;
    expect(progress.advance(0, 50)).toEqual({
      epoch: 50,
      epochs: 100,
      epochsPerSecond: 20,
      secondsLeft: 2.5,
    });
  });

  it("of several is that of all together", () => {
    let now = 0;
    const progress = measureProgress(3, 100, () => now);
    progress.advance(0, 10);
    now = 1000;
    progress.advance(1, 20);
    expect(progress.advance(0, 30)).toEqual({
      epoch: 50,
      epochs: 300,
      epochsPerSecond: 40,
      secondsLeft: 250 / 40,
      networks: { completed: 0, planned: 3 },
    });
  });

  it("counts a network as done at its end, whether or not every epoch was trained or heard of", () => {
    let now = 0;
    const progress = measureProgress(2, 100, () => now);
    progress.advance(0, 0);
    now = 1000;
    progress.advance(0, 20);
    // It diverged at epoch 20: the pace is that of the epochs that were trained.
    expect(progress.complete(0)).toEqual({
      epoch: 100,
      epochs: 200,
      epochsPerSecond: 20,
      secondsLeft: 5,
      networks: { completed: 1, planned: 2 },
    });
    progress.advance(1, 100);
    expect(progress.complete(1)).toMatchObject({ epoch: 200, secondsLeft: 0, networks: { completed: 2 } });
  });
});
