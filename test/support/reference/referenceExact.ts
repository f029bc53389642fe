import type { Floats, LabelDistribution } from "../../../src/information/estimate";
import { writtenOut } from "../writtenOut";

/** H(T) and I(T;Y) in bits of rows as they are, by strings in maps and the sums of the definition: slow and plain. */
export function referenceExact(
  activations: Floats,
  rows: number,
  units: number,
  labels: LabelDistribution,
): { readonly ixt: number; readonly ity: number } {
  const { classes } = labels;
  const conditional = writtenOut(labels);
  const joint = new Map<string, number[]>();
  const labelShares = Array.from({ length: classes }, () => 0);
  for (let row = 0; row < rows; row++) {
    // As text, 0 and -0 are alike and every two other numbers differ.
    const symbol = activations.slice(row * units, (row + 1) * units).join();
    const cell = joint.get(symbol) ?? labelShares.map(() => 0);
    joint.set(symbol, cell);
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
