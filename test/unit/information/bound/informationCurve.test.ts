import { describe, expect, it } from "vitest";
import type { InformationCurve } from "../../../../src/information/bound/informationCurve";
import { informationCurve } from "../../../../src/information/bound/informationCurve";
import { valueAt } from "../../../../src/information/bound/valueAt";
import { binaryEntropy } from "../../../../src/information/entropy";
import { randomStream } from "../../../../src/base/random";
import { channelOf, curveOf } from "./support";
import { stopAfter } from "../../../support/stopAfter";
import { Stopped } from "../../../../src/base/proceed";

/** The p below a half with h(p) = bits. */
function inverseBinaryEntropy(bits: number): number {
  let low = 0;
  let high = 0.5;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    [low, high] = binaryEntropy(middle) < bits ? [middle, high] : [low, middle];
  }
  return (low + high) / 2;
}

/** The largest distance to a closed form, at the points and on a fine grid between them. */
function largestError(curve: InformationCurve, closedForm: (ixt: number) => number): number {
  const end = curve.points.at(-1)!.ixt;
  const between = Array.from({ length: 1001 }, (_, i) => ({
    ixt: (end * i) / 1000,
    ity: valueAt(curve, (end * i) / 1000),
  }));
  return Math.max(...[...curve.points, ...between].map(({ ixt, ity }) => Math.abs(ity - closedForm(ixt))));
}

describe("the information curve, known answers", () => {
  it.each([0.05, 0.11, 0.25, 0.4])("binary symmetric with flips %f: 1 - h(ε * h⁻¹(1 - I))", (flip) => {
    const curve = curveOf(
      channelOf([
        [1 - flip, flip],
        [flip, 1 - flip],
      ]),
    );
    const error = largestError(curve, (ixt) => {
      const own = inverseBinaryEntropy(1 - ixt);
      return 1 - binaryEntropy(flip * (1 - own) + (1 - flip) * own);
    });
    expect(error).toBeLessThan(1e-4);
    expect(error).toBeLessThan(curve.accuracy + 1e-9);
    expect(curve.points).toHaveLength(100);
    expect(curve.points.at(-1)!.ixt).toBeCloseTo(1, 12);
    expect(curve.points.at(-1)!.ity).toBeCloseTo(1 - binaryEntropy(flip), 12);
  });

  it.each([0.05, 0.11, 0.25, 0.4])(
    "binary symmetric with flips %f: leaves the origin at 1/(1-2δ)²",
    (flip) => {
      const { points } = curveOf(
        channelOf([
          [1 - flip, flip],
          [flip, 1 - flip],
        ]),
        20,
      );
      expect(points[0]!.beta).toBeCloseTo(1 / (1 - 2 * flip) ** 2, 6);
    },
  );

  it("binary symmetric: the slope at each point is 1/β", () => {
    const flip = 0.11;
    const { points } = curveOf(
      channelOf([
        [1 - flip, flip],
        [flip, 1 - flip],
      ]),
      30,
    );
    for (const { ixt, beta } of points.slice(1, -1)) {
      const own = inverseBinaryEntropy(1 - ixt);
      const other = flip * (1 - own) + (1 - flip) * own;
      const slope = ((1 - 2 * flip) * Math.log((1 - other) / other)) / Math.log((1 - own) / own);
      expect(Math.abs(beta! * slope - 1)).toBeLessThan(5e-3);
    }
  });

  it.each([0.1, 0.3, 0.8])(
    "erasure with probability %f: the straight line (1-e) I(X;T), at one β",
    (erased) => {
      const curve = curveOf(
        channelOf([
          [1 - erased, erased, 0],
          [0, erased, 1 - erased],
        ]),
      );
      expect(largestError(curve, (ixt) => (1 - erased) * ixt)).toBeLessThan(1e-9);
      expect(curve.accuracy).toBeLessThan(1e-9);
      expect(curve.points).toHaveLength(100);
      for (const { beta } of curve.points) {
        expect(beta).toBeCloseTo(1 / (1 - erased), 6);
      }
    },
  );

  it("Gaussians with ρ = 0.8, finely discretised: -½ log2(1 - ρ²(1 - 2^(-2 I)))", () => {
    const rho = 0.8;
    const cells = 32;
    const center = (cell: number): number => -4 + (8 * (cell + 0.5)) / cells;
    const rows = Array.from({ length: cells }, (_, x) => {
      const weights = Array.from({ length: cells }, (__, y) =>
        Math.exp(-((center(y) - rho * center(x)) ** 2) / (2 * (1 - rho * rho))),
      );
      const total = weights.reduce((a, b) => a + b);
      return weights.map((weight) => weight / total);
    });
    const inputs = rows.map((_, x) => Math.exp(-(center(x) ** 2) / 2));
    const curve = curveOf(channelOf(rows, inputs), 25);
    for (let ixt = 0; ixt <= 3; ixt += 0.05) {
      const gaussian = -0.5 * Math.log2(1 - rho * rho * (1 - 2 ** (-2 * ixt)));
      expect(Math.abs(valueAt(curve, ixt) - gaussian)).toBeLessThan(0.01);
    }
    // λ = 1 - ρ² (Chechik et al. 2005): β_c = 1/(1-λ).
    expect(Math.abs(curve.points[0]!.beta! * rho * rho - 1)).toBeLessThan(0.01);
  });

  it("labels that X determines: the two-segment curve, said as such", () => {
    const curve = curveOf(
      channelOf([
        [1, 0, 0],
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ]),
    );
    expect(curve.deterministic).toBe(true);
    expect(curve.accuracy).toBe(0);
    expect(largestError(curve, (ixt) => Math.min(ixt, 1.5))).toBeLessThan(1e-12);
    expect(curve.points.at(-1)).toEqual({ ixt: 1.5, ity: 1.5, beta: 1 });
    expect(curve.notes.join()).toContain("Kolchinsky");
  });

  it("labels that X almost determines come near it", () => {
    const curve = curveOf(
      channelOf([
        [1 - 1e-4, 1e-4],
        [1 - 1e-4, 1e-4],
        [0, 1],
      ]),
      20,
    );
    expect(curve.deterministic).toBe(false);
    expect(largestError(curve, (ixt) => Math.min(ixt, binaryEntropy(1 / 3)))).toBeLessThan(3e-3);
  });

  it("where I(X;T) jumps at one β, points lie on the chord and carry that β", () => {
    // Each input favors a class of its own a little: small departures from the trivial T pay late, large ones soon.
    const rows = Array.from({ length: 16 }, (_, x) =>
      Array.from({ length: 16 }, (__, y) => (x === y ? 0.25 : 0.05)),
    );
    const { points, accuracy } = curveOf(channelOf(rows), 40);
    const smallDepartures = 1 / (0.25 - 0.05) ** 2;
    const leaving = points[0]!.beta!;
    const jump = points.filter(({ beta }) => Math.abs(beta! / leaving - 1) < 1e-6);
    expect(leaving).toBeLessThan(0.9 * smallDepartures);
    expect(jump.length).toBeGreaterThan(10);
    for (const { ixt, ity } of jump) {
      expect(ity).toBeCloseTo(ixt / leaving, 9);
    }
    expect(accuracy).toBeLessThan(1e-3);
  });
});

describe("the information curve, odd data", () => {
  it("nothing to tell: the origin alone", () => {
    for (const rows of [
      [
        [1, 1],
        [2, 2],
      ],
      [[3], [1]],
      [[1, 2]],
    ]) {
      const total = (row: readonly number[]): number => row.reduce((a, b) => a + b);
      const curve = curveOf(channelOf(rows.map((row) => row.map((weight) => weight / total(row)))));
      expect(curve.points).toEqual([{ ixt: 0, ity: 0 }]);
      expect(valueAt(curve, 3)).toBe(0);
    }
  });

  it("inputs that never occur and inputs that repeat change nothing", () => {
    const plain = curveOf(
      channelOf([
        [0.9, 0.1],
        [0.4, 0.6],
      ]),
      20,
    );
    const padded = curveOf(
      channelOf(
        [
          [0.4, 0.6],
          [0.9, 0.1],
          [0.5, 0.5],
          [0.9, 0.1],
        ],
        [2, 1, 0, 1],
      ),
      20,
    );
    for (const { ixt, ity } of plain.points) {
      expect(Math.abs(valueAt(padded, ixt) - ity)).toBeLessThan(plain.accuracy + padded.accuracy);
    }
    expect(padded.points.at(-1)!.ixt).toBeCloseTo(1, 12);
    expect(padded.inputEntropy).toBeCloseTo(1.5, 12);
  });

  it("thousands of distinct p(y|x): merged to search, measured unmerged, and said", () => {
    const random = randomStream(1, "test");
    const rows = Array.from({ length: 1000 }, () => random.uniform()).map((share) => [share, 1 - share]);
    const curve = curveOf(channelOf(rows), 12);
    expect(curve.notes.join()).toMatch(/1000 distinct .* 256 most alike .* loses/);
    expect(curve.points.at(-1)!.ixt).toBeCloseTo(Math.log2(1000), 9);
    expect(curve.points.at(-1)!.ity).toBeCloseTo(curve.inputLabelInformation, 12);
    expect(curve.accuracy).toBeGreaterThan(0);
    expect(curve.accuracy).toBeLessThan(0.02);
  });

  it("stops when it is told to", () => {
    const joint = channelOf([
      [0.9, 0.1],
      [0.4, 0.6],
    ]);
    for (const allowed of [0, 1, 10, 1000]) {
      expect(() => informationCurve(joint, {}, stopAfter(allowed))).toThrow(Stopped);
    }
  });

  it("is as long as it is asked to be", () => {
    for (const points of [2, 3, 17]) {
      expect(
        curveOf(
          channelOf([
            [0.9, 0.1],
            [0.4, 0.6],
          ]),
          points,
        ).points,
      ).toHaveLength(points);
    }
  });
});
