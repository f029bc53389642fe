import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeNetwork, layerRange } from "../../../src/network/networkSpec";
import {
  createQuantizer,
  gridIsResolved,
  quantizationGrid,
  quantizationOf,
  straightThrough,
  type Quantization,
} from "../../../src/network/quantization";

const round = (quantization: Quantization, values: readonly number[]): number[] => [
  ...createQuantizer(quantization)(Float32Array.from(values)),
];

const singlePrecision = fc.float({ min: -1000, max: 1000, noNaN: true });

const gridArbitrary: fc.Arbitrary<Quantization> = fc
  .record({ bits: fc.integer({ min: 1, max: 16 }), range: fc.tuple(singlePrecision, singlePrecision) })
  .map(({ bits, range: [a, b] }) => ({ levels: 2 ** bits, low: Math.min(a, b), high: Math.max(a, b) }))
  .filter(gridIsResolved);

describe("the grid", () => {
  it("has 2^bits equally spaced values and both ends", () => {
    expect([...quantizationGrid({ levels: 4, low: -1, high: 2 })]).toEqual([-1, 0, 1, 2]);
    expect([...quantizationGrid({ levels: 2, low: -1, high: 1 })]).toEqual([-1, 1]);
    expect(quantizationGrid({ levels: 256, low: -1, high: 1 })[128]).toBe(Math.fround(1 / 255));
    expect([...quantizationGrid({ levels: 2, low: -1, high: -0 })]).toEqual([-1, 0]);
    expect([...quantizationGrid({ levels: 2, low: -0, high: 1 })]).toEqual([0, 1]);
  });

  it("ascends, between ends that are exact, and has one zero", () => {
    fc.assert(
      fc.property(gridArbitrary, (quantization) => {
        const grid = quantizationGrid(quantization);
        expect(grid).toHaveLength(quantization.levels);
        expect(grid[0]! + 0).toBe(quantization.low + 0);
        expect(grid.at(-1)! + 0).toBe(quantization.high + 0);
        expect(grid.every((value, k) => k === 0 || value > grid[k - 1]!)).toBe(true);
        expect(grid.some((value) => Object.is(value, -0))).toBe(false);
      }),
    );
  });

  it("covers the interval of an activation, and the given or the usual range of one without", () => {
    const range = [-3, 5] as const;
    expect(quantizationOf({ bits: 8 }, "tanh")).toEqual({ levels: 256, low: -1, high: 1 });
    expect(quantizationOf({ bits: 1, range }, "softmax")).toEqual({ levels: 2, low: 0, high: 1 });
    expect(quantizationOf({ bits: 8, range }, "relu")).toEqual({ levels: 256, low: -3, high: 5 });
    expect(quantizationOf({ bits: 8 }, "relu")).toEqual({ levels: 256, low: 0, high: 8 });
    expect(quantizationOf({ bits: 8 }, "softplus")).toEqual({ levels: 256, low: 0, high: 8 });
    expect(quantizationOf({ bits: 8 }, "elu")).toEqual({ levels: 256, low: -1, high: 8 });
    expect(quantizationOf({ bits: 16 }, "linear")).toEqual({ levels: 65536, low: -8, high: 8 });
  });

  it.each([
    ["as fine as single precision allows", { levels: 65536, low: -8, high: 8 }, true],
    ["finer than that", { levels: 65536, low: 1, high: 1.01 }, false],
    ["far from zero", { levels: 2, low: 1e9, high: 1e9 + 64 }, false],
    ["near nothing", { levels: 256, low: 0, high: 1e-40 }, false],
    ["beyond single precision", { levels: 2, low: -3e38, high: 3e38 }, false],
    ["beyond double precision", { levels: 2, low: -1e308, high: 1e308 }, false],
  ])("is told from one that single precision cannot hold: %s", (_, quantization, resolved) => {
    expect(gridIsResolved(quantization)).toBe(resolved);
  });
});

describe("rounding to the grid", () => {
  const grid: Quantization = { levels: 4, low: -1, high: 2 };

  it("takes the nearest value, the upper one of two, and the ends outside", () => {
    expect(round(grid, [-0.51, -0.5, -0.49, 0.2, 0.5, 1.5, 1.99])).toEqual([-1, 0, 0, 0, 1, 2, 2]);
    expect(round(grid, [-7, 7, -Infinity, Infinity, -1, 2])).toEqual([-1, 2, -1, 2, -1, 2]);
  });

  it("keeps what is not a number", () => {
    expect(round(grid, [NaN, 0.1])).toEqual([NaN, 0]);
  });

  it("never makes minus zero", () => {
    expect(Object.is(round(grid, [-0])[0], 0)).toBe(true);
    expect(Object.is(round({ levels: 256, low: 0, high: 8 }, [-0, -1])[0], 0)).toBe(true);
  });

  it("finds the nearest value, but for a thousandth of a step where two are as near", () => {
    const step = ({ levels, low, high }: Quantization): number => (high - low) / (levels - 1);
    fc.assert(
      fc.property(gridArbitrary, fc.array(singlePrecision, { minLength: 1 }), (quantization, values) => {
        const { low, high } = quantization;
        const rounded = round(quantization, values);
        const grid = quantizationGrid(quantization);
        const members = new Set(grid);
        for (const [i, value] of values.entries()) {
          const inside = Math.min(Math.max(value, low), high);
          expect(members.has(rounded[i]!)).toBe(true);
          // A sixteenth is what single precision leaves of a grid that it barely holds.
          const slack = quantization.levels <= 256 && low >= -8 && high <= 8 ? 1e-3 : 1 / 8;
          expect(Math.abs(rounded[i]! - inside)).toBeLessThanOrEqual(step(quantization) * (0.5 + slack));
        }
      }),
    );
  });

  it("leaves grid values where they are, and keeps the order of values", () => {
    fc.assert(
      fc.property(gridArbitrary, fc.array(singlePrecision), (quantization, values) => {
        const grid = quantizationGrid(quantization);
        expect(createQuantizer(quantization)(grid)).toEqual(grid);
        const ascending = Float32Array.from(values).sort();
        const rounded = createQuantizer(quantization)(ascending);
        expect(rounded.every((value, i) => i === 0 || value >= rounded[i - 1]!)).toBe(true);
      }),
    );
  });
});

describe("the straight-through estimator", () => {
  it("passes gradients from end to end of the grid and none beyond", () => {
    const passed = straightThrough(
      { levels: 4, low: -1, high: 2 },
      Float32Array.of(-1.5, -1, 0.3, 2, 2.5, NaN),
      Float32Array.of(1, 2, 3, -4, 5, 6),
    );
    expect([...passed]).toEqual([0, 2, 3, -4, 0, 6]);
  });
});

describe("a network", () => {
  const describeWith = (
    quantize: Parameters<typeof describeNetwork>[0]["quantize"],
  ): ReturnType<typeof describeNetwork> =>
    describeNetwork(
      {
        hidden: [3, { units: 2, activation: "relu" }],
        activation: "tanh",
        output: "softmax",
        initializer: "lecun_normal",
        quantize,
      },
      4,
      2,
    );

  it("rounds every layer, each over the values of its activation", () => {
    const { layers } = describeWith({ bits: 2, range: [0, 3] });
    expect(layers.map(({ quantization }) => quantization)).toEqual([
      { levels: 4, low: -1, high: 1 },
      { levels: 4, low: 0, high: 3 },
      { levels: 4, low: 0, high: 1 },
    ]);
    expect(layers.map(layerRange)).toEqual([
      [-1, 1],
      [0, 3],
      [0, 1],
    ]);
  });

  it("rounds none where the config does not ask for it", () => {
    const { layers } = describeWith(undefined);
    expect(layers.some((layer) => "quantization" in layer)).toBe(false);
    expect(layers.map(layerRange)).toEqual([[-1, 1], undefined, [0, 1]]);
  });
});
