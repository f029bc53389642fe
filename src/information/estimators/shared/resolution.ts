import type { EstimateFlag, Floats, LayerSample } from "../../estimate";

/** An activation ends a chain of sums and products, each of which rounds: a few spacings of single precision. */
export const ROUNDINGS = 4;

/** The spacing of the numbers just above 1. */
export function epsilonOf(values: Floats): number {
  return values instanceof Float32Array ? 2 ** -23 : 2 ** -52;
}

/** What to know of figures that are measured through noise of a standard deviation given in the activations' unit. */
export function noiseFlags(sample: LayerSample, deviation: number): EstimateFlag[] {
  const { activations, naturalRange } = sample;
  return [
    ...(largestDifference(sample) < deviation ? [NOISE_TOO_LARGE] : []),
    ...resolutionFlags(activations, deviation),
    ...(naturalRange === undefined ? [ABSOLUTE_NOISE] : []),
  ];
}

const ABSOLUTE_NOISE: EstimateFlag = {
  code: "absolute-noise",
  message:
    "The noise has the same size however large the activations are, and nothing limits these here: when they grow, I(X;T) rises by that alone.",
};

const NOISE_TOO_LARGE: EstimateFlag = {
  code: "noise-too-large",
  message:
    "The noise is larger than all differences between rows, so that it hides most or all of what the layer tells, and the figures are near 0 for that alone: take less noise.",
};

/** What no distance between two rows exceeds: the diagonal of the box that holds all rows. */
function largestDifference({ activations, units }: LayerSample): number {
  const low = new Float64Array(units).fill(Infinity);
  const high = new Float64Array(units).fill(-Infinity);
  for (let i = 0, unit = 0; i < activations.length; i++, unit = unit + 1 === units ? 0 : unit + 1) {
    const value = activations[i]!;
    low[unit] = Math.min(low[unit]!, value);
    high[unit] = Math.max(high[unit]!, value);
  }
  return Math.sqrt(low.reduce((sum, least, unit) => sum + (high[unit]! - least) ** 2, 0));
}

/**
 * Says so where a noise or kernel is narrower than the rounding errors of the activations: rows that should be equal
 * then count as different, and the figure shows the arithmetic and not the layer. Single precision only; values
 * that come in double precision may be exact.
 *
 * @param deviation standard deviation of the noise or kernel, in the activations' unit
 */
function resolutionFlags(activations: Floats, deviation: number): EstimateFlag[] {
  if (!(activations instanceof Float32Array)) {
    return [];
  }
  let scale = 0;
  // By index: an iterator over hundreds of thousands of values takes as long as the kernels' sums do.
  for (let i = 0; i < activations.length; i++) {
    const size = Math.abs(activations[i]!);
    scale = size > scale ? size : scale;
  }
  const resolution = ROUNDINGS * epsilonOf(activations) * scale;
  return deviation < resolution
    ? [
        {
          code: "below-resolution",
          message: `The noise's standard deviation of ${deviation.toPrecision(2)} is below what single precision resolves at this layer's scale (about ${resolution.toPrecision(2)}), so rows are told apart by rounding.`,
        },
      ]
    : [];
}
