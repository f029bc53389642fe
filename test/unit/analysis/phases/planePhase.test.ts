import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describePlanePhase, type PlanePhase } from "../../../../src/analysis/phases/planePhase";

const CEILING = 12;

function phaseOf(ixt: readonly number[], ...more: [] | ["rise" | "fall"]): PlanePhase {
  return describePlanePhase({ epochs: ixt.map((_, index) => 10 * index), ixt }, CEILING, ...more)!;
}

/** From one value to another in equal steps, both ends among them. */
function ramp(from: number, to: number, steps = 10): number[] {
  return Array.from({ length: steps + 1 }, (_, step) => from + ((to - from) * step) / steps);
}

describe("the phases of a layer", () => {
  it("are a rise to the peak and a fall after it, with the peak's epoch as onset", () => {
    const found = phaseOf([...ramp(4, 8), ...ramp(8, 5).slice(1)]);
    // The running median cuts a sharp peak to its neighbors.
    expect(found).toMatchObject({ kind: "fitting and compression", onset: { epoch: 100 } });
    expect(found.rise).toBeCloseTo(3.7, 10);
    expect(found.fall).toBeCloseTo(2.7, 10);
  });

  it.each([
    ["fitting only", ramp(2, 8)],
    ["compression only", ramp(8, 2)],
    ["neither", ramp(5, 5.3)],
    ["saturated", [...ramp(11, 12), ...ramp(12, 6)]],
  ] as const)("%s", (kind, ixt) => {
    expect(phaseOf(ixt).kind).toBe(kind);
  });

  it("count no rise and no fall that is nothing but noise", () => {
    const jagged = Array.from({ length: 25 }, (_, index) => 5 + (index % 2));
    expect(phaseOf(jagged)).toMatchObject({ kind: "neither", rise: 1, fall: 1 });
    expect(phaseOf(jagged).noise).toBeCloseTo(1.48 / Math.SQRT2, 10);
  });

  it("do not count a movement that the estimator makes by itself, and still give its size", () => {
    const path = [...ramp(4, 8), ...ramp(8, 5)];
    expect(phaseOf(path, "fall")).toMatchObject({ kind: "fitting only", uncounted: "fall" });
    expect(phaseOf(path, "rise").kind).toBe("compression only");
    expect(phaseOf(path, "fall").fall).toBeCloseTo(3, 10);
  });

  it("say how wide the peak is", () => {
    const flat = [...ramp(4, 8, 5), 8, 8, 8, ...ramp(7, 5, 5)];
    expect(phaseOf(flat).onset).toEqual({ epoch: 50, from: 40, to: 80 });
  });

  it("leave out snapshots without an estimate, and are none of fewer than three", () => {
    expect(describePlanePhase({ epochs: [0, 1, 2, 3], ixt: [1, NaN, 2, NaN] }, CEILING)).toBeUndefined();
    const gaps = ramp(4, 8).flatMap((value) => [value, NaN]);
    expect(phaseOf(gaps).rise).toBeCloseTo(4, 10);
  });

  it("have no rise and no fall below 0, an onset within its interval, and do not change if all is shifted", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 6, noNaN: true }), { minLength: 3, maxLength: 60 }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (ixt, shift) => {
          const found = phaseOf(ixt);
          expect(found.rise).toBeGreaterThanOrEqual(0);
          expect(found.fall).toBeGreaterThanOrEqual(0);
          expect(found.onset.from).toBeLessThanOrEqual(found.onset.epoch);
          expect(found.onset.to).toBeGreaterThanOrEqual(found.onset.epoch);
          const shifted = phaseOf(ixt.map((value) => value + shift));
          expect(shifted.rise).toBeCloseTo(found.rise, 9);
          expect(shifted.fall).toBeCloseTo(found.fall, 9);
        },
      ),
    );
  });
});
