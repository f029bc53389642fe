import type { UnitFigures } from "../analysis/cellResult";
import { activationRange } from "../network/activation";
import type { NetworkSpec } from "../network/networkSpec";

/** A unit whose answers differ by less than this share of their size answers every row alike. */
const CONSTANT_WITHIN = 1e-5;
/** An activation this near to the end of its interval, as a share of the interval, has next to no slope left. */
const END_WITHIN = 5e-4;

/**
 * What the activations of all rows say of the units of each hidden layer: how many answer every row alike, and how
 * many answers lie at the ends of their interval.
 * @param activations one array a layer, rows × units
 */
export function describeUnits(
  { layers }: NetworkSpec,
  activations: readonly Float32Array[],
  rows: number,
): UnitFigures[] {
  return layers.slice(0, -1).map(({ name, units, activation }, index) => {
    const values = activations[index]!;
    const lowest = new Float64Array(units).fill(Infinity);
    const highest = new Float64Array(units).fill(-Infinity);
    const range = activation === "tanh" || activation === "sigmoid" ? activationRange(activation) : undefined;
    const [low, high] = range ?? [-Infinity, Infinity];
    const margin = range === undefined ? 0 : END_WITHIN * (high - low);
    let atEnds = 0;
    for (let at = 0; at < rows * units; at++) {
      const value = values[at]!;
      const unit = at % units;
      lowest[unit] = Math.min(lowest[unit]!, value);
      highest[unit] = Math.max(highest[unit]!, value);
      atEnds += value <= low + margin || value >= high - margin ? 1 : 0;
    }
    const unitNumbers = Array.from({ length: units }, (_, unit) => unit);
    const isConstant = (unit: number): boolean =>
      highest[unit]! - lowest[unit]! <=
      CONSTANT_WITHIN * Math.max(Math.abs(highest[unit]!), Math.abs(lowest[unit]!));
    return {
      name,
      activation,
      units,
      constantUnits: unitNumbers.filter(isConstant).length,
      zeroUnits: unitNumbers.filter((unit) => lowest[unit] === 0 && highest[unit] === 0).length,
      shareAtEnds: range === undefined ? 0 : atEnds / (rows * units),
    };
  });
}
