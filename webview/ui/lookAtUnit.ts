import { forward, type DenseLayer } from "../../src/analysis/neurons/forward";

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
/** All patterns of more bits take too long to be tried while the reader moves through time. */
const BITS_MAX = 12;

/** @param layers from the input up to that of the unit */
export function lookAtUnit(layers: readonly DenseLayer[], unit: number, isAllPatterns: boolean): UnitLook {
  const { inputs, units, weights } = layers.at(-1)!;
  const bits = layers[0]!.inputs;
  return {
    incoming: Array.from({ length: inputs }, (_, input) => weights[input * units + unit]!),
    bias: weights[inputs * units + unit]!,
    ...(isAllPatterns && bits <= BITS_MAX ? { response: respond(layers, unit, bits) } : {}),
  };
}

function respond(layers: readonly DenseLayer[], unit: number, bits: number): UnitResponse {
  const activations = Float64Array.from(
    { length: 2 ** bits },
    (_, pattern) => forward(layers, toBits(pattern, bits)).at(-1)![unit]!,
  );
  let [low, high] = [0, 0];
  for (const [pattern, activation] of activations.entries()) {
    low = activation < activations[low]! ? pattern : low;
    high = activation > activations[high]! ? pattern : high;
  }
  const [least, most] = [activations[low]!, activations[high]!];
  const histogram = Array.from({ length: PARTS }, () => 0);
  for (const activation of activations) {
    const part = Math.min(PARTS - 1, Math.floor((PARTS * (activation - least)) / (most - least || 1)));
    histogram[part]!++;
  }
  return { excitedBy: toBits(high, bits), most, inhibitedBy: toBits(low, bits), least, histogram };
}

function toBits(pattern: number, bits: number): readonly number[] {
  return Array.from({ length: bits }, (_, bit) => (pattern >> (bits - 1 - bit)) & 1);
}
