import { bitsOf } from "../../src/analysis/neurons/bitsOf";
import type { DenseLayer } from "../../src/analysis/neurons/forward";

/** What one unit does over the inputs. */
export interface UnitLook {
  /** Its weights from each input, and its bias. */
  readonly incoming: readonly number[];
  readonly bias: number;
  /** Over all patterns of bits; left out if the data is another. */
  readonly response?: UnitResponse;
}

export interface UnitResponse {
  /** The pattern that excites the unit most. */
  readonly excitedBy: readonly number[];
  readonly most: number;
  /** The pattern that excites it least. */
  readonly inhibitedBy: readonly number[];
  readonly least: number;
  /** How many patterns have an activation in each equal part between the least and the most. */
  readonly histogram: readonly number[];
}

const PARTS = 30;

/**
 * @param layer that of the unit
 * @param outputs of the layer for all patterns of so many bits, as [pattern][unit]; undefined if the data is another
 */
export function lookAtUnit(
  { inputs, units, weights }: DenseLayer,
  unit: number,
  outputs: Float64Array | undefined,
  bits: number,
): UnitLook {
  return {
    incoming: Array.from({ length: inputs }, (_, input) => weights[input * units + unit]!),
    bias: weights[inputs * units + unit]!,
    ...(outputs === undefined ? {} : { response: respond(outputs, units, unit, bits) }),
  };
}

/** How many figures lie in each of so many equal parts of a range; what lies outside counts for its ends. */
export function countInParts(
  figures: Iterable<number>,
  [low, high]: readonly [number, number],
  parts: number,
): readonly number[] {
  const counts = Array.from({ length: parts }, () => 0);
  for (const figure of figures) {
    const part = Math.floor((parts * (figure - low)) / (high - low || 1));
    counts[Math.min(parts - 1, Math.max(0, part))]!++;
  }
  return counts;
}

function respond(outputs: Float64Array, units: number, unit: number, bits: number): UnitResponse {
  const activations = Float64Array.from(
    { length: outputs.length / units },
    (_, pattern) => outputs[pattern * units + unit]!,
  );
  let [low, high] = [0, 0];
  for (const [pattern, activation] of activations.entries()) {
    low = activation < activations[low]! ? pattern : low;
    high = activation > activations[high]! ? pattern : high;
  }
  const [least, most] = [activations[low]!, activations[high]!];
  return {
    excitedBy: bitsOf(high, bits),
    most,
    inhibitedBy: bitsOf(low, bits),
    least,
    histogram: countInParts(activations, [least, most], PARTS),
  };
}
