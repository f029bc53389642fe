import { entropyOfWeights } from "./entropy";
import type { LabelDistribution } from "./estimate";

/**
 * I(X;T) and I(T;Y) in bits where T is a function of X that takes finitely many values and every row of X is
 * equally likely.
 *
 * T is determined by X, so I(X;T) = H(T). The joint distribution p(t,y) = Σ_x p(x) p(y|x) [T(x) = t] uses the
 * label probabilities themselves where they are known, not a sample of them, and I(T;Y) = H(T) + H(Y) - H(T,Y).
 *
 * @param cellOfRow the value of T for each row, below `cells`
 */
export function discreteInformation(
  cellOfRow: Uint32Array,
  cells: number,
  labels: LabelDistribution,
): { readonly ixt: number; readonly ity: number } {
  const { classes, conditional } = labels;
  const joint = new Float64Array(cells * classes);
  const rowsInCell = new Float64Array(cells);
  const labelWeights = new Float64Array(classes);
  for (let row = 0; row < cellOfRow.length; row++) {
    const cell = cellOfRow[row]!;
    rowsInCell[cell]!++;
    for (let label = 0; label < classes; label++) {
      const probability = conditional[row * classes + label]!;
      joint[cell * classes + label]! += probability;
      labelWeights[label]! += probability;
    }
  }
  const cellEntropy = entropyOfWeights(rowsInCell);
  const information = cellEntropy + entropyOfWeights(labelWeights) - entropyOfWeights(joint);
  return { ixt: cellEntropy, ity: Math.max(0, information) };
}
