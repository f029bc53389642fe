import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { icosahedronVertices } from "../../../../src/base/icosahedron";
import { createSymmetricRule, ruleValues } from "../../../../src/data/symmetricRule/symmetricRule";

/** H of yes-or-no, bit, written out. */
const entropy = (p: number): number =>
  p <= 0 || p >= 1 ? 0 : -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);

function informationOf(conditional: Float64Array): {
  readonly labelShare: number;
  readonly information: number;
} {
  let share = 0;
  let uncertain = 0;
  for (let row = 0; row < 4096; row++) {
    share += conditional[2 * row + 1]! / 4096;
    uncertain += entropy(conditional[2 * row + 1]!) / 4096;
  }
  return { labelShare: share, information: entropy(share) - uncertain };
}

/** The rotations of the icosahedron as permutations of its vertices: one for each place an edge can be turned to. */
function rotations(): number[][] {
  const flat = icosahedronVertices();
  const vertices = Array.from({ length: 12 }, (_, i) => Array.from(flat.slice(3 * i, 3 * i + 3)));
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, v, i) => sum + v * b[i]!, 0);
  const cross = (a: readonly number[], b: readonly number[]): number[] =>
    [0, 1, 2].map((k) => a[(k + 1) % 3]! * b[(k + 2) % 3]! - a[(k + 2) % 3]! * b[(k + 1) % 3]!);
  const near = (a: readonly number[], b: readonly number[]): boolean =>
    Math.abs(dot(a, b) - Math.sqrt(1 / 5)) < 1e-9;
  /** Coordinates in the frame of an edge: a, b and a×b. They say where a vertex lies as seen from the edge. */
  const seenFrom = (a: readonly number[], b: readonly number[], v: readonly number[]): number[] =>
    [a, b, cross(a, b)].map((axis) => dot(axis, v));
  const edges = vertices.flatMap((a) => vertices.filter((b) => near(a, b)).map((b) => [a, b] as const));
  const [first, second] = edges[0]!;
  return edges.map(([a, b]) =>
    vertices.map((v) => {
      const wanted = seenFrom(first, second, v);
      return vertices.findIndex((w) => seenFrom(a, b, w).every((x, k) => Math.abs(x - wanted[k]!) < 1e-9));
    }),
  );
}

describe("the symmetric rule", () => {
  it("is exactly the same for all patterns that the 60 rotations turn into each other", () => {
    const group = rotations();
    expect(new Set(group.map(String)).size).toBe(60);
    const values = ruleValues();
    for (const permutation of group) {
      expect([...permutation].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      let changed = 0;
      for (let pattern = 0; pattern < 4096; pattern++) {
        let rotated = 0;
        for (let vertex = 0; vertex < 12; vertex++) {
          rotated |= ((pattern >> (11 - vertex)) & 1) << (11 - permutation[vertex]!);
        }
        changed += Number(values[rotated] !== values[pattern]);
      }
      expect(changed).toBe(0);
    }
  });

  it("has the values that the closed forms of P_0 to P_3 give for one vertex and for pairs of them", () => {
    const values = ruleValues();
    const vertices = icosahedronVertices();
    const cosine = (i: number, j: number): number =>
      [0, 1, 2].reduce((sum, k) => sum + vertices[3 * i + k]! * vertices[3 * j + k]!, 0);
    for (let i = 0; i < 12; i++) {
      expect(values[1 << (11 - i)]).toBeCloseTo(2.6, 9);
      for (let j = 0; j < i; j++) {
        const c = cosine(i, j);
        const [p0, p1, p2, p3] = [1, c, (3 * c ** 2 - 1) / 2, (5 * c ** 3 - 3 * c) / 2] as const;
        const expected = 2 * (0.1 * (1 + p0) + 0.5 * (1 + p1) + (1 + p2) + (1 + p3));
        expect(values[(1 << (11 - i)) | (1 << (11 - j))]).toBeCloseTo(expected, 8);
      }
    }
  });

  it("takes 63 values, of which the middle one holds so few patterns that both labels can be equally likely", () => {
    const values = Array.from(ruleValues()).sort((a, b) => a - b);
    expect(new Set(values).size).toBe(63);
    const { conditional } = createSymmetricRule({ mutualInformation: 0.99, seed: 0 });
    expect(informationOf(conditional!).labelShare).toBeCloseTo(0.5, 9);
  });

  it("depends on single bits: the degree-1 Walsh energy of the label is about that of the published patterns, 0.559", () => {
    const conditional = createSymmetricRule({ mutualInformation: 0.99, seed: 0 }).conditional!;
    let energy = 0;
    for (let bit = 0; bit < 12; bit++) {
      let coefficient = 0;
      for (let pattern = 0; pattern < 4096; pattern++) {
        const spin = 2 * ((pattern >> bit) & 1) - 1;
        coefficient += (spin * (2 * conditional[2 * pattern + 1]! - 1)) / 4096;
      }
      energy += coefficient ** 2;
    }
    expect(energy).toBeGreaterThan(0.5);
    expect(energy).toBeLessThan(0.6);
  });

  it("makes label 1 likelier the more bits are set", () => {
    const conditional = createSymmetricRule({ mutualInformation: 0.99, seed: 0 }).conditional!;
    const shareOfOnes = (bits: number): number => {
      const rows = Array.from({ length: 4096 }, (_, row) => row).filter(
        (row) => row.toString(2).replaceAll("0", "").length === bits,
      );
      return rows.reduce((sum, row) => sum + conditional[2 * row + 1]!, 0) / rows.length;
    };
    expect(shareOfOnes(5)).toBeCloseTo(0.08, 1);
    expect(shareOfOnes(6)).toBeCloseTo(0.55, 1);
    expect(shareOfOnes(7)).toBeCloseTo(0.85, 1);
  });

  it("has all patterns of 12 bits in counting order as 0 and 1, the highest bit first", () => {
    const { inputs, rows, columns, classNames, name } = createSymmetricRule({
      mutualInformation: 0.99,
      seed: 0,
    });
    expect({ rows, columns, classNames, name }).toEqual({
      rows: 4096,
      columns: 12,
      classNames: ["0", "1"],
      name: "symmetric rule",
    });
    for (let row = 0; row < 4096; row++) {
      const bits = row.toString(2).padStart(12, "0");
      expect(Array.from(inputs.subarray(12 * row, 12 * row + 12), String).join("")).toBe(bits);
    }
  });

  it("has labels that are equally likely and the information that is asked for, from 0.05 to 0.99 bit", () => {
    const targets = [...Array.from({ length: 19 }, (_, i) => (i + 1) * 0.05), 0.96, 0.97, 0.98, 0.985, 0.99];
    for (const mutualInformation of targets) {
      const { conditional } = createSymmetricRule({ mutualInformation, seed: 1 });
      const { labelShare, information } = informationOf(conditional!);
      expect(Math.abs(labelShare - 0.5)).toBeLessThan(0.005);
      expect(Math.abs(information - mutualInformation)).toBeLessThan(0.005);
    }
  });

  it("has a p(y|x) that adds up to 1, never falls as f rises, and is one for each value of f", () => {
    const values = ruleValues();
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 0.99, noNaN: true }), (mutualInformation) => {
        const conditional = createSymmetricRule({ mutualInformation, seed: 0 }).conditional!;
        const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
        for (const [i, row] of order.entries()) {
          expect(conditional[2 * row]! + conditional[2 * row + 1]!).toBeCloseTo(1, 12);
          const before = order[i - 1];
          if (before !== undefined) {
            const step = conditional[2 * row + 1]! - conditional[2 * before + 1]!;
            expect(values[row] === values[before] ? step === 0 : step >= 0).toBe(true);
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  it("draws the labels from p(y|x): each level's share of ones lies within five standard errors", () => {
    const values = ruleValues();
    for (const mutualInformation of [0.1, 0.5]) {
      const { labels, conditional } = createSymmetricRule({ mutualInformation, seed: 7 });
      const levels = new Map<number, { rows: number; ones: number; probability: number }>();
      for (const [row, value] of values.entries()) {
        const level = levels.get(value) ?? { rows: 0, ones: 0, probability: conditional![2 * row + 1]! };
        level.rows++;
        level.ones += labels[row]!;
        levels.set(value, level);
      }
      for (const { rows, ones, probability } of levels.values()) {
        const error = Math.sqrt(rows * probability * (1 - probability));
        expect(Math.abs(ones - rows * probability)).toBeLessThanOrEqual(5 * error + 1);
      }
    }
  });

  it("gives the same labels for the same seed, other labels for another, and the same p(y|x) for all", () => {
    const make = (seed: number) => createSymmetricRule({ mutualInformation: 0.5, seed });
    expect(make(3).labels).toEqual(make(3).labels);
    expect(make(4).labels).not.toEqual(make(3).labels);
    expect(make(4).conditional).toEqual(make(3).conditional);
  });
});
