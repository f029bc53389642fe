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
  // By index: an iterator over hundreds of thousands of values takes as long as the kernels' sums do.
  for (let i = 0; i < activations.length; i++) {
    const size = Math.abs(activations[i]!);
    scale = size > scale ? size : scale;
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
