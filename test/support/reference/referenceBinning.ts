import type { LabelDistribution } from "../../../src/information/estimate";
import { writtenOut } from "../writtenOut";

/** Binned I(X;T) and I(T;Y) in bits, by strings in maps and the sums of the definition: slow and plain. */
export function referenceBinning(
  activations: Float32Array,
  rows: number,
  units: number,
  bins: number,
  [low, high]: readonly [number, number],
  labels: LabelDistribution,
): { readonly ixt: number; readonly ity: number } {
  const { classes } = labels;
  const conditional = writtenOut(labels);
  const joint = new Map<string, number[]>();
  const labelShares = Array.from({ length: classes }, () => 0);
  for (let row = 0; row < rows; row++) {
    const symbols = Array.from({ length: units }, (_, unit) => {
      const value = activations[row * units + unit]!;
      const bin = high > low ? Math.floor((value - low) * (bins / (high - low))) : 0;
      return Math.min(bins - 1, Math.max(0, bin));
    });
    const cell = joint.get(symbols.join()) ?? labelShares.map(() => 0);
    joint.set(symbols.join(), cell);
    for (let label = 0; label < classes; label++) {
      const share = conditional[row * classes + label]! / rows;
      cell[label]! += share;
      labelShares[label]! += share;
    }
  }
  let ixt = 0;
  let ity = 0;
  for (const cell of joint.values()) {
    const share = cell.reduce((a, b) => a + b);
    ixt -= share * Math.log2(share);
    for (const [label, both] of cell.entries()) {
      ity += both > 0 ? both * Math.log2(both / (share * labelShares[label]!)) : 0;
    }
  }
  return { ixt, ity };
}
