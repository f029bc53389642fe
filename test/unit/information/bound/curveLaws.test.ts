import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chordSlope } from "../../../../src/information/bound/curvePoint";
import type { InformationCurve } from "../../../../src/information/bound/informationCurve";
import { valueAt } from "../../../../src/information/bound/valueAt";
import { randomStream } from "../../../../src/base/random";
import {
  referenceInformation,
  referenceLagrangian,
  type Table,
} from "../../../support/reference/referenceBottleneck";
import { curveOf, jointOf, tableArbitrary, tableOf } from "./support";

const POINTS = 16;
const RUNS = { numRuns: 40 };

/** The curve `lower` is nowhere above the curve `upper`, but for their accuracy. */
function expectBelow(lower: InformationCurve, upper: InformationCurve): void {
  for (const { ixt, ity } of lower.points) {
    expect(ity).toBeLessThanOrEqual(valueAt(upper, ixt) + upper.accuracy + 1e-9);
  }
}

function expectNoEncoderAbove(table: Table, seed: number): void {
  const joint = jointOf(table);
  const curve = curveOf(joint, POINTS);
  const random = randomStream(seed, "test");
  for (let trial = 0; trial < 200; trial++) {
    const sharpness = 6 * random.uniform();
    const encoder = table.map(() => {
      const weights = table.map(() => Math.exp(sharpness * random.normal()));
      const total = weights.reduce((a, b) => a + b);
      return weights.map((weight) => weight / total);
    });
    const { ixt, ity } = referenceInformation(tableOf(joint), encoder);
    expect(ity).toBeLessThanOrEqual(valueAt(curve, ixt) + curve.accuracy + 1e-9);
  }
}

describe("the information curve, laws", () => {
  it("is concave, rises, starts at the origin, and lies below I(X;T), H(Y) and I(X;Y)", () => {
    fc.assert(
      fc.property(tableArbitrary, (table) => {
        const { points, labelEntropy, inputLabelInformation, inputEntropy } = curveOf(jointOf(table), POINTS);
        expect(points[0]).toMatchObject({ ixt: 0, ity: 0 });
        expect(points.at(-1)!.ixt).toBeLessThanOrEqual(inputEntropy + 1e-9);
        expect(points.at(-1)!.ity).toBeCloseTo(inputLabelInformation, 9);
        for (const [i, point] of points.entries()) {
          expect(point.ity).toBeLessThanOrEqual(
            Math.min(point.ixt, labelEntropy, inputLabelInformation) + 1e-9,
          );
          const before = points[i - 1];
          const after = points[i + 1];
          if (before !== undefined) {
            expect(point.ixt).toBeGreaterThan(before.ixt);
            expect(point.ity).toBeGreaterThan(before.ity);
            expect(point.beta).toBeGreaterThanOrEqual(before.beta! * (1 - 1e-6));
          }
          if (before !== undefined && after !== undefined) {
            const chord = before.ity + chordSlope(before, after) * (point.ixt - before.ixt);
            expect(point.ity).toBeGreaterThanOrEqual(chord - 1e-12);
          }
        }
      }),
      RUNS,
    );
  });

  it("no random encoder lies above it", () => {
    fc.assert(
      fc.property(tableArbitrary, fc.integer(), (table, seed) => {
        expectNoEncoderAbove(table, seed);
      }),
      RUNS,
    );
  });

  // The decoders that are looked for almost lack a class too.
  it.each([
    [
      [
        [0, 2, 8],
        [1, 11, 6],
      ],
    ],
    [
      [
        [0.008, 1, 0],
        [4, 0.002, 5],
      ],
    ],
    [
      [
        [7, 0, 2],
        [8, 2, 11],
      ],
    ],
  ])("no encoder lies above it where one input lacks a class: %j", (table) => {
    expectNoEncoderAbove(table, 1);
  });

  it("is where the equations, written out, come to from many starts", () => {
    fc.assert(
      fc.property(
        tableArbitrary.filter((rows) => rows.every((row) => row.some((weight) => weight > 0))),
        fc.double({ min: 1.1, max: 12, noNaN: true }),
        fc.integer(),
        (table, beta, seed) => {
          const joint = jointOf(table);
          const { points, accuracy } = curveOf(joint, POINTS);
          const random = randomStream(seed, "test");
          const expected = referenceLagrangian(tableOf(joint), beta, 6, 150, () => random.uniform());
          const found = Math.min(...points.map(({ ixt, ity }) => ixt - beta * ity));
          expect(found).toBeLessThanOrEqual(expected + beta * accuracy + 1e-9);
        },
      ),
      RUNS,
    );
  });

  it("says an accuracy that a finer curve keeps to", () => {
    fc.assert(
      fc.property(tableArbitrary, (table) => {
        const coarse = curveOf(jointOf(table), 5);
        const fine = curveOf(jointOf(table), 40);
        expectBelow(coarse, fine);
        expectBelow(fine, coarse);
      }),
      RUNS,
    );
  });

  it("data processing: merging inputs or classes never raises it", () => {
    fc.assert(
      fc.property(tableArbitrary, (table) => {
        const whole = curveOf(jointOf(table), POINTS);
        const fewerInputs = [table[0]!.map((weight, y) => weight + table[1]![y]!), ...table.slice(2)];
        const fewerClasses = table.map(([first, second, ...rest]) => [first! + second!, ...rest]);
        expectBelow(curveOf(jointOf(fewerInputs), POINTS), whole);
        expectBelow(curveOf(jointOf(fewerClasses), POINTS), whole);
      }),
      RUNS,
    );
  });

  it("does not depend on the order of inputs and classes, nor on inputs that are split in two", () => {
    fc.assert(
      fc.property(tableArbitrary, fc.nat(), (table, shift) => {
        const curve = curveOf(jointOf(table), POINTS);
        const turn = <T>(items: readonly T[]): T[] => items.map((_, i) => items[(i + shift) % items.length]!);
        const turned = curveOf(jointOf(turn(table).map(turn)), POINTS);
        const split = curveOf(
          jointOf(
            [...table, table[0]!].map((row, x) => (x % table.length === 0 ? row.map((w) => w / 2) : row)),
          ),
          POINTS,
        );
        for (const other of [turned, split]) {
          expectBelow(other, curve);
          expectBelow(curve, other);
          expect(other.points.at(-1)!.ixt).toBeCloseTo(curve.points.at(-1)!.ixt, 9);
        }
      }),
      RUNS,
    );
  });
});
