import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logarithmicEpochs, snapshotEpochs } from "../../../../src/config/plan/recordedEpochs";

describe("recorded epochs", () => {
  it("are spaced by equal factors", () => {
    expect(logarithmicEpochs(1000, 4)).toEqual([1, 10, 100, 1000]);
    expect(snapshotEpochs(1000, 5)).toEqual([0, 1, 10, 100, 1000]);
  });

  it("are every epoch where there are no more than asked for", () => {
    expect(logarithmicEpochs(3, 400)).toEqual([1, 2, 3]);
    expect(logarithmicEpochs(1, 2)).toEqual([1]);
  });

  it("hold the first and the last, ascend, and are no more than asked for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 3, max: 4000 }), (last, count) => {
        const epochs = logarithmicEpochs(last, count);
        expect(epochs[0]).toBe(1);
        expect(epochs.at(-1)).toBe(last);
        expect(epochs.length).toBeLessThanOrEqual(count);
        expect(epochs.every((epoch, i) => i === 0 || epoch > epochs[i - 1]!)).toBe(true);
        const snapshots = snapshotEpochs(last, count);
        expect(snapshots[0]).toBe(0);
        expect(snapshots.at(-1)).toBe(last);
        expect(snapshots.length).toBeLessThanOrEqual(count);
      }),
    );
  });
});
