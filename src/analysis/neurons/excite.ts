import type { RandomStream } from "../../base/random";
import { bitsOf } from "./bitsOf";
import { forward, type DenseLayer } from "./forward";
import { findInputSlopes } from "./inputSlopes";

/** The input that excites a unit most, of all that were tried. */
export interface Excitation {
  readonly input: readonly number[];
  readonly activation: number;
}

/** What the inputs may be: bits, of which all patterns are tried, or any numbers within bounds. */
export type InputSpace = { readonly kind: "bits" } | InputBox;

/** All numbers from `low` to `high` in every column. */
export interface InputBox {
  readonly kind: "box";
  readonly low: number;
  readonly high: number;
}

/** Standardized inputs hardly lie further out than so many standard deviations. */
const STANDARDIZED_WITHIN = 3;

/**
 * Where the inputs of some data lie.
 * @param inputRange the smallest and the largest input, where they are known
 */
export function findInputBox(
  isStandardized: boolean,
  [low, high]: readonly [number, number] = [-1, 1],
): InputBox {
  return isStandardized
    ? { kind: "box", low: -STANDARDIZED_WITHIN, high: STANDARDIZED_WITHIN }
    : { kind: "box", low, high: high > low ? high : low + 1 };
}

/** All patterns of so many bits are tried; there are a million of more. */
export const BITS_MAX = 14;
const STARTS = 8;
const STEPS = 60;
/** The first step goes over this share of the box, the last over a tenth of that. */
const FIRST_STEP = 0.2;

/**
 * For each unit of one layer the input that excites it most, after Erhan et al. (2009): over all patterns of bits, otherwise by
 * gradient ascent within the box from several starts. Ascent finds a peak, which need not be the highest.
 * @param layers from the input up to the layer that is asked
 */
export function findExcitations(
  layers: readonly DenseLayer[],
  space: InputSpace,
  random: RandomStream,
): readonly Excitation[] {
  const { units } = layers.at(-1)!;
  const columns = layers[0]!.inputs;
  const best: Excitation[] = Array.from({ length: units }, () => ({ input: [], activation: -Infinity }));
  if (space.kind === "bits") {
    for (let pattern = 0; pattern < 2 ** columns; pattern++) {
      const input = bitsOf(pattern, columns);
      forward(layers, input)
        .at(-1)!
        .forEach((activation, unit) => {
          if (activation > best[unit]!.activation) {
            best[unit] = { input, activation };
          }
        });
    }
    return best;
  }
  return best.map((_, unit) => climb(layers, unit, space, random, 1));
}

/**
 * The input within a box that excites one unit most, or least, by gradient ascent from several starts.
 * @param layers from the input up to the layer of the unit
 * @param direction -1 for the least
 */
export function climb(
  layers: readonly DenseLayer[],
  unit: number,
  { low, high }: InputBox,
  random: RandomStream,
  direction: 1 | -1,
): Excitation {
  const columns = layers[0]!.inputs;
  const width = high - low;
  const within = (value: number): number => Math.min(Math.max(value, low), high);
  let best: Excitation = { input: [], activation: -direction * Infinity };
  for (let start = 0; start < STARTS; start++) {
    let input = Array.from({ length: columns }, () => low + width * random.uniform());
    for (let step = 0; step < STEPS; step++) {
      const slopes = findInputSlopes(layers, unit, input);
      const length = direction * Math.hypot(...slopes);
      if (length === 0) {
        break;
      }
      const stride = FIRST_STEP * width * 0.1 ** (step / STEPS) * Math.sqrt(columns);
      input = input.map((each, column) => within(each + (stride * slopes[column]!) / length));
    }
    const activation = forward(layers, input).at(-1)![unit]!;
    if (direction * (activation - best.activation) > 0) {
      best = { input, activation };
    }
  }
  return best;
}
