import type { EstimateFlag, Floats } from "../estimate";

/** An activation ends a chain of sums and products, each of which rounds: a few spacings of single precision. */
const ROUNDINGS = 4;

/**
 * Says so where a noise or kernel is narrower than the rounding errors of the activations: rows that should be equal
 * then count as different, and the figure shows the arithmetic and not the layer. Single precision only; values
 * that come in double precision may be exact.
 *
 * @param deviation standard deviation of the noise or kernel, in the activations' unit
 */
export function resolutionFlags(activations: Floats, deviation: number): EstimateFlag[] {
  if (!(activations instanceof Float32Array)) {
    return [];
  }
  let scale = 0;
  for (const value of activations) {
    scale = Math.max(scale, Math.abs(value));
  }
  const resolution = ROUNDINGS * 2 ** -23 * scale;
  return deviation < resolution
    ? [
        {
          code: "below-resolution",
          message: `The noise's standard deviation of ${deviation.toPrecision(2)} is below what single precision resolves at this layer's scale (about ${resolution.toPrecision(2)}), so rows are told apart by rounding.`,
        },
      ]
    : [];
}
