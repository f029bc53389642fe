import { bitsOf } from "../../src/analysis/neurons/bitsOf";
import { climb, type InputBox } from "../../src/analysis/neurons/excite";
import type { DenseLayer } from "../../src/analysis/neurons/forward";
import { randomStream } from "../../src/base/random";

/** What one unit does over the inputs. */
export interface UnitLook {
  /** Its weights from each input, and its bias. */
  readonly incoming: readonly number[];
  readonly bias: number;
  readonly response: UnitResponse;
}

export interface UnitResponse {
  /** The input that excites the unit most. */
  readonly excitedBy: readonly number[];
  readonly most: number;
  /** The input that excites it least. */
  readonly inhibitedBy: readonly number[];
  readonly least: number;
  /** How many patterns have an activation in each equal part between the least and the most; left out elsewhere. */
  readonly histogram?: readonly number[];
}

/** What inputs are tried: all patterns of bits, with what the unit's layer makes of them; or numbers within a box. */
export type TriedInputs =
  | {
      readonly kind: "patterns";
      readonly bits: number;
      /** As [pattern][unit]. */
      readonly outputs: Float64Array;
    }
  | InputBox;

const PARTS = 30;

/** @param layers from the input up to the layer of the unit */
export function lookAtUnit(layers: readonly DenseLayer[], unit: number, inputs: TriedInputs): UnitLook {
  const own = layers.at(-1)!;
  return {
    incoming: Array.from({ length: own.inputs }, (_, input) => own.weights[input * own.units + unit]!),
    bias: own.weights[own.inputs * own.units + unit]!,
    response:
      inputs.kind === "patterns"
        ? lookThrough(inputs.outputs, own.units, unit, inputs.bits)
        : search(layers, unit, inputs),
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

function lookThrough(outputs: Float64Array, units: number, unit: number, bits: number): UnitResponse {
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

/** The same starts at every epoch, so that what is found moves only with the weights. */
function search(layers: readonly DenseLayer[], unit: number, box: InputBox): UnitResponse {
  const excited = climb(layers, unit, box, randomStream(unit, "estimate"), 1);
  const inhibited = climb(layers, unit, box, randomStream(unit, "estimate"), -1);
  return {
    excitedBy: excited.input,
    most: excited.activation,
    inhibitedBy: inhibited.input,
    least: inhibited.activation,
  };
}
