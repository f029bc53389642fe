import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findExcitations } from "../../../../src/analysis/neurons/excite";
import { forward, type DenseLayer } from "../../../../src/analysis/neurons/forward";
import { randomStream } from "../../../../src/base/random";
import { ACTIVATION_NAMES } from "../../../../src/network/activation";
import { activate } from "../../../support/referenceTraining";

const random = (): ReturnType<typeof randomStream> => randomStream(1, "estimate");

function layer(
  inputs: number,
  units: number,
  activation: DenseLayer["activation"],
  weights: readonly number[],
): DenseLayer {
  return { inputs, units, activation, weights: Float32Array.from(weights) };
}

describe("a forward pass that is written out", () => {
  it.each(ACTIVATION_NAMES)("has the functions of training: %s", (name) => {
    for (const x of [-2, -0.5, 0, 0.5, 2]) {
      const [[value]] = forward([layer(1, 1, name, [1, 0])], [x]) as [Float64Array];
      expect(value).toBeCloseTo(activate(name, x), 12);
    }
  });

  it("goes through weights, biases and a softmax", () => {
    const layers = [layer(2, 2, "linear", [1, 0, 0, 2, 0.5, -1]), layer(2, 2, "softmax", [1, 0, 0, 1, 0, 0])];
    const [hidden, output] = forward(layers, [3, 4]);
    expect([...hidden!]).toEqual([3.5, 7]);
    expect(output![0]! + output![1]!).toBeCloseTo(1, 12);
    expect(Math.log(output![1]! / output![0]!)).toBeCloseTo(3.5, 9);
  });
});

describe("the input that excites a unit most", () => {
  it("of bits has a bit wherever one unit's weight is positive", () => {
    const signs = fc.array(
      fc.integer({ min: -5, max: 5 }).filter((weight) => weight !== 0),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(signs, (weights) => {
        const [found] = findExcitations(
          [layer(weights.length, 1, "tanh", [...weights.map((weight) => weight / 20), 0])],
          { kind: "bits" },
          random(),
        );
        expect(found!.input).toEqual(weights.map((weight) => Number(weight > 0)));
      }),
    );
  });

  it("within a box is the corner that the weights point to", () => {
    const [found] = findExcitations(
      [layer(3, 1, "linear", [1, -2, 0.5, 0])],
      { kind: "box", low: -1, high: 2 },
      random(),
    );
    expect(found!.input.map((value) => Math.round(value * 100) / 100)).toEqual([2, -1, 2]);
    expect(found!.activation).toBeCloseTo(5, 1);
  });

  it("is found inside the box, too, and is the same each time", () => {
    // A bump: two sigmoids that cancel out but around 0.5.
    const bump = [layer(1, 2, "sigmoid", [20, 20, -8, -12]), layer(2, 1, "linear", [1, -1, 0])];
    const find = () => findExcitations(bump, { kind: "box", low: -3, high: 3 }, random());
    expect(find()[0]!.input[0]).toBeCloseTo(0.5, 1);
    expect(find()).toEqual(find());
  });
});
