import { describe, expect, it } from "vitest";
import { drawInitialWeights } from "../../../src/network/initialWeights";
import type { InitializerName } from "../../../src/network/initializer";
import { randomStream } from "../../../src/base/random";

const FAN_IN = 400;
const FAN_OUT = 100;

function draw(initializer: InitializerName, inputs = FAN_IN, units = FAN_OUT): Float32Array {
  const network = {
    inputs,
    classes: 2,
    layers: [{ name: "output", inputs, units, activation: "softmax" as const }],
    initializer,
  };
  return drawInitialWeights(network, randomStream(1, "weights"))[0]!.kernel;
}

function deviationOf(values: Float32Array): number {
  const mean = values.reduce((a, b) => a + b) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

describe("initial weights", () => {
  // Variances by the definitions of LeCun, Glorot and He, and Keras' constants for the rest.
  it.each<[InitializerName, number]>([
    ["paper_normal", 0.8796 * Math.sqrt(1 / FAN_IN)],
    ["lecun_normal", Math.sqrt(1 / FAN_IN)],
    ["lecun_uniform", Math.sqrt(1 / FAN_IN)],
    ["glorot_normal", Math.sqrt(2 / (FAN_IN + FAN_OUT))],
    ["glorot_uniform", Math.sqrt(2 / (FAN_IN + FAN_OUT))],
    ["he_normal", Math.sqrt(2 / FAN_IN)],
    ["he_uniform", Math.sqrt(2 / FAN_IN)],
    ["random_normal", 0.05],
    ["random_uniform", 0.05 / Math.sqrt(3)],
    ["truncated_normal", 0.05 * 0.8796],
    ["orthogonal", 1 / Math.sqrt(FAN_IN)],
  ])("%s has standard deviation %f", (name, expected) => {
    // 40,000 draws: the standard error of the deviation is below 0.4 %.
    expect(Math.abs(deviationOf(draw(name)) / expected - 1)).toBeLessThan(0.02);
  });

  it.each<InitializerName>([
    "paper_normal",
    "lecun_normal",
    "glorot_normal",
    "he_normal",
    "truncated_normal",
  ])("%s is cut off at two deviations of the normal it comes from", (name) => {
    const values = draw(name);
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const bound = (2 * deviationOf(values)) / 0.8796;
    expect(largest).toBeLessThan(bound * 1.02);
    expect(largest).toBeGreaterThan(bound * 0.98);
  });

  it.each([
    [7, 4],
    [4, 7],
    [5, 5],
  ])("orthogonal %i × %i has orthonormal vectors along its longer side", (inputs, units) => {
    const kernel = draw("orthogonal", inputs, units);
    const vectors =
      inputs >= units
        ? Array.from({ length: units }, (_, u) =>
            Array.from({ length: inputs }, (_, i) => kernel[i * units + u]!),
          )
        : Array.from({ length: inputs }, (_, i) => [...kernel.subarray(i * units, (i + 1) * units)]);
    for (const [a, left] of vectors.entries()) {
      for (const [b, right] of vectors.entries()) {
        const product = left.reduce((sum, value, i) => sum + value * right[i]!, 0);
        expect(product).toBeCloseTo(a === b ? 1 : 0, 6);
      }
    }
  });

  it("starts every bias at 0", () => {
    const network = {
      inputs: 2,
      classes: 2,
      layers: [{ name: "output", inputs: 2, units: 3, activation: "softmax" as const }],
      initializer: "he_normal" as const,
    };
    expect([...drawInitialWeights(network, randomStream(0, "weights"))[0]!.bias]).toEqual([0, 0, 0]);
  });
});
