import { activationRange, type ActivationName, type OutputName } from "./activation";

/**
 * The values that a layer's activations are rounded to: `levels` equally spaced ones from `low` to `high`, both
 * among them. Lorenzen, Igel & Nielsen (2022) round activations so that a layer takes finitely many values and its
 * information is known and not estimated.
 */
export interface Quantization {
  readonly levels: number;
  readonly low: number;
  readonly high: number;
}

/** Wide enough for what activations without a bound take in small networks on inputs of order 1. */
const UNBOUNDED_HIGH = 8;

/** What a config says of quantization. */
export interface QuantizationSettings {
  readonly bits: number;
  /** The grid of activations that have no interval of their own. */
  readonly range?: readonly [number, number] | undefined;
}

/** 2^bits values over the interval of the activation. */
export function quantizationOf(
  { bits, range }: QuantizationSettings,
  activation: ActivationName | OutputName,
): Quantization {
  const [low, high] = activationRange(activation) ?? range ?? [lowestOf(activation), UNBOUNDED_HIGH];
  return { levels: 2 ** bits, low, high };
}

/** Where the grid of an activation without an upper bound begins: where its values do, if they do. */
function lowestOf(activation: ActivationName | OutputName): number {
  return activation === "linear" ? -UNBOUNDED_HIGH : activation === "elu" ? -1 : 0;
}

/** Single precision has 24 binary digits; the rounding of four operations takes the last of them. */
const RESOLUTION = 2 ** -20;
/** Far above the smallest number of single precision, so that neither the step nor its inverse leaves it. */
const SMALLEST_STEP = 1e-30;

/** Whether single precision holds the grid's values apart, so that every value's nearest one is found. */
export function gridIsResolved({ levels, low, high }: Quantization): boolean {
  const step = (high - low) / (levels - 1);
  const largest = Math.max(Math.abs(low), Math.abs(high));
  return step >= SMALLEST_STEP && step >= largest * RESOLUTION && Number.isFinite(Math.fround(high - low));
}

/** The grid's values in single precision, ascending; the ends are `low` and `high`. */
export function quantizationGrid({ levels, low, high }: Quantization): Float32Array {
  const last = levels - 1;
  // Each is rounded once. Adding 0 makes minus zero zero: two zeros would be two symbols.
  return Float32Array.from(
    { length: levels },
    (_, k) => Math.fround(k === last ? high : low + (k * (high - low)) / last) + 0,
  );
}

/** Steps of the grid in a unit of activation, in single precision. */
export function quantizationScale({ levels, low, high }: Quantization): number {
  return Math.fround((levels - 1) / (high - low));
}

/**
 * Rounds activations to a grid, the same in every engine to the bit: equal symbols are the very same float.
 *
 * In single precision, every operation rounded by itself, x goes to the grid value k = ⌊(x - low) s + 1/2⌋ with
 * s = (levels - 1) / (high - low): to the nearest, halfway between two to the upper one. Values outside of the
 * grid, infinite ones too, go to its ends; what is not a number stays so, to show that training has diverged.
 */
export function createQuantizer(quantization: Quantization): (values: Float32Array) => Float32Array {
  const grid = quantizationGrid(quantization);
  const last = grid.length - 1;
  const low = grid[0]!;
  const high = grid[last]!;
  const scale = quantizationScale(quantization);
  return (values) => {
    const rounded = new Float32Array(values.length);
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (value <= low) {
        rounded[i] = low;
      } else if (value >= high) {
        rounded[i] = high;
      } else {
        const position = Math.fround(Math.fround(value - low) * scale);
        // An index that is not a number has no grid value: undefined becomes NaN in the array.
        rounded[i] = grid[Math.floor(Math.fround(position + 0.5))]!;
      }
    }
    return rounded;
  };
}

/**
 * The straight-through estimator (Bengio, Léonard & Courville 2013): rounding has slope 0 almost everywhere, so
 * gradients pass it as if it were not there, but for values that the grid's ends hold back.
 * @returns the gradients by the values before rounding: as given from `low` to `high`, 0 outside
 */
export function straightThrough(
  { low, high }: Quantization,
  values: Float32Array,
  gradients: Float32Array,
): Float32Array {
  const [lowest, highest] = [Math.fround(low), Math.fround(high)];
  return gradients.map((gradient, i) => (values[i]! < lowest || values[i]! > highest ? 0 : gradient));
}
