import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { upperHull } from "../../../../src/information/bound/curvePoint";
import {
  deterministicCurve,
  type DeterministicCurve,
} from "../../../../src/information/bound/deterministicCurve";
import type { JointDistribution } from "../../../../src/information/bound/jointDistribution";
import { valueAt } from "../../../../src/information/bound/valueAt";
import { randomStream } from "../../../../src/base/random";
import { everyHardEncoder, referenceInformation } from "../../../support/reference/referenceBottleneck";
import { channelOf, curveOf, jointOf, tableArbitrary, tableOf } from "./support";
import { stopAfter } from "../../../support/stopAfter";
import { Stopped } from "../../../../src/base/proceed";

function hardCurve(joint: JointDistribution, points = 40): DeterministicCurve {
  return deterministicCurve(joint, { points, seed: 0 }, () => true);
}

describe("the deterministic bottleneck", () => {
  it("of the binary symmetric channel is nothing or everything", () => {
    const { points } = hardCurve(
      channelOf([
        [0.89, 0.11],
        [0.11, 0.89],
      ]),
    );
    expect(points).toHaveLength(2);
    expect(points[1]!.ixt).toBeCloseTo(1, 12);
    for (const { beta } of points) {
      expect(beta).toBeCloseTo(1 / points[1]!.ity, 9);
    }
  });

  it("of a Y that is a function of X is that function", () => {
    const { points } = hardCurve(
      channelOf([
        [1, 0],
        [1, 0],
        [0, 1],
        [0, 1],
      ]),
    );
    expect(points.map(({ ixt, ity }) => [ixt, ity])).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it("of independent X and Y is the origin", () => {
    expect(
      hardCurve(
        channelOf([
          [0.5, 0.5],
          [0.5, 0.5],
        ]),
      ).points,
    ).toEqual([{ ixt: 0, ity: 0 }]);
  });

  it.each([1, 2, 3, 4, 5, 6])("equals the hull of all functions of 7 inputs, table %i", (seed) => {
    const random = randomStream(seed, "test");
    const joint = jointOf(
      Array.from({ length: 7 }, () => Array.from({ length: 2 + (seed % 2) }, () => random.uniform() ** 2)),
    );
    const table = tableOf(joint);
    const expected = upperHull(everyHardEncoder(7).map((encoder) => referenceInformation(table, encoder)));
    const { points } = hardCurve(joint);
    expect(points).toHaveLength(expected.length);
    for (const [i, { ixt, ity }] of points.entries()) {
      expect(ixt).toBeCloseTo(expected[i]!.ixt, 9);
      expect(ity).toBeCloseTo(expected[i]!.ity, 9);
    }
  });

  it("never lies above the information curve, and every point is a function's", () => {
    fc.assert(
      fc.property(tableArbitrary, (table) => {
        const joint = jointOf(table);
        const soft = curveOf(joint, 16);
        const achieved = everyHardEncoder(joint.inputs).map((encoder) =>
          referenceInformation(tableOf(joint), encoder),
        );
        for (const { ixt, ity } of hardCurve(joint).points) {
          expect(ity).toBeLessThanOrEqual(valueAt(soft, ixt) + soft.accuracy + 1e-9);
          expect(achieved.some((pair) => Math.abs(pair.ixt - ixt) + Math.abs(pair.ity - ity) < 1e-9)).toBe(
            true,
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  it("is the same for the same seed, and stops when it is told to", () => {
    const random = randomStream(9, "test");
    const joint = jointOf(Array.from({ length: 12 }, () => [random.uniform(), random.uniform()]));
    expect(hardCurve(joint)).toEqual(hardCurve(joint));
    for (const allowed of [0, 5, 100]) {
      expect(() => deterministicCurve(joint, { points: 40, seed: 0 }, stopAfter(allowed))).toThrow(Stopped);
    }
  });
});
