import { describe, expect, it } from "vitest";
import { measurePerformance } from "../../../src/training/measureLoss";

const rows = Uint32Array.of(0, 1);

describe("loss and accuracy from logits", () => {
  it("softmax cross-entropy of even odds is ln 2, of certain ones the logit's distance", () => {
    const labels = Uint16Array.of(0, 1);
    expect(
      measurePerformance(Float32Array.of(3, 3, -1, -1), labels, rows, "softmax", "crossEntropy").loss,
    ).toBeCloseTo(Math.LN2, 12);
    const wrong = measurePerformance(
      Float32Array.of(-500, 500, 500, -500),
      labels,
      rows,
      "softmax",
      "crossEntropy",
    );
    expect(wrong).toEqual({ loss: 1000, accuracy: 0 });
  });

  it("a confident sigmoid neither overflows nor rounds its loss to 0", () => {
    const labels = Uint16Array.of(1, 0);
    const { loss, accuracy } = measurePerformance(
      Float32Array.of(40, -40),
      labels,
      rows,
      "sigmoid",
      "crossEntropy",
    );
    expect(loss).toBeCloseTo(Math.exp(-40), 25);
    expect(loss).toBeGreaterThan(0);
    expect(accuracy).toBe(1);
  });

  it("mean squared error averages over the outputs as well", () => {
    const labels = Uint16Array.of(0, 1);
    const even = measurePerformance(Float32Array.of(0, 0, 0, 0), labels, rows, "softmax", "meanSquaredError");
    expect(even.loss).toBeCloseTo(0.25, 12);
    expect(
      measurePerformance(Float32Array.of(0, 0), labels, rows, "sigmoid", "meanSquaredError").loss,
    ).toBeCloseTo(0.25, 12);
  });

  it("counts only the rows asked for", () => {
    const labels = Uint16Array.of(0, 1);
    const logits = Float32Array.of(5, -5, 5, -5);
    expect(measurePerformance(logits, labels, Uint32Array.of(0), "softmax", "crossEntropy").accuracy).toBe(1);
    expect(measurePerformance(logits, labels, Uint32Array.of(1), "softmax", "crossEntropy").accuracy).toBe(0);
  });

  it("outputs that are not numbers have no loss and no accuracy", () => {
    const labels = Uint16Array.of(0, 1);
    const softmax = measurePerformance(
      Float32Array.of(NaN, NaN, NaN, NaN),
      labels,
      rows,
      "softmax",
      "crossEntropy",
    );
    expect(softmax).toEqual({ loss: NaN, accuracy: NaN });
    const sigmoid = measurePerformance(Float32Array.of(NaN, NaN), labels, rows, "sigmoid", "crossEntropy");
    expect(sigmoid).toEqual({ loss: NaN, accuracy: NaN });
  });
});
