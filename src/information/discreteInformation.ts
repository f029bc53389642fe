import { entropyOfWeights } from "./entropy";
import type { LabelDistribution } from "./estimate";
import { labelsOfCells } from "./labelsOfCells";
import { borrowKernels, type KernelBench } from "./informationKernels";

/** I(X;T) and I(T;Y), in bits. */
interface DiscreteInformation {
  readonly ixt: number;
  readonly ity: number;
}

/** Tables larger than this, in bytes, are not worth the kernels' memory. */
const TABLE_BYTES_MAX = 16 * 1024 * 1024;

const BYTES_OF_DOUBLE = 8;

/**
 * I(X;T) and I(T;Y) in bits where T is a function of X that takes finitely many values and every row of X is
 * equally likely.
 *
 * T is determined by X, so I(X;T) = H(T). The joint distribution p(t,y) = Σ_x p(x) p(y|x) [T(x) = t] uses the
 * label probabilities themselves if they are known, not a sample of them, and I(T;Y) = H(T) + H(Y) - H(T,Y).
 *
 * @param cellOfRow the value of T for each row, below `cells`
 */
export function discreteInformation(
  cellOfRow: Uint32Array,
  cells: number,
  labels: LabelDistribution,
): DiscreteInformation {
  const tables = (cellOfRow.length + cells) * labels.classes * BYTES_OF_DOUBLE;
  const bench = tables > TABLE_BYTES_MAX ? undefined : borrowKernels();
  return bench === undefined
    ? discreteInformationPlainly(cellOfRow, cells, labels)
    : countByKernels(cellOfRow, cells, labels, bench);
}

/** The same without WebAssembly. */
export function discreteInformationPlainly(
  cellOfRow: Uint32Array,
  cells: number,
  labels: LabelDistribution,
): DiscreteInformation {
  const { classes, conditional } = labels;
  if (conditional === undefined) {
    return countCertain(cellOfRow, cells, labels);
  }
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

/** The same for certain labels, whose joint distribution has no more values than there are rows. */
function countCertain(cellOfRow: Uint32Array, cells: number, labels: LabelDistribution): DiscreteInformation {
  const rowsInCell = new Float64Array(cells);
  for (let row = 0; row < cellOfRow.length; row++) {
    rowsInCell[cellOfRow[row]!]!++;
  }
  const { weights, classWeights } = labelsOfCells(cellOfRow, rowsInCell, labels);
  const cellEntropy = entropyOfWeights(rowsInCell);
  const information = cellEntropy + entropyOfWeights(classWeights) - entropyOfWeights(weights);
  return { ixt: cellEntropy, ity: Math.max(0, information) };
}

function countByKernels(
  cellOfRow: Uint32Array,
  cells: number,
  labels: LabelDistribution,
  { kernels, memory }: KernelBench,
): DiscreteInformation {
  const { classes } = labels;
  const rows = cellOfRow.length;
  const cellAddress = memory.reserve(cellOfRow.byteLength);
  const conditionalAddress = memory.reserve(rows * classes * BYTES_OF_DOUBLE);
  const rowsInCell = memory.reserve(cells * BYTES_OF_DOUBLE);
  const joint = memory.reserve(cells * classes * BYTES_OF_DOUBLE);
  const labelWeights = memory.reserve(classes * BYTES_OF_DOUBLE);
  memory.words(cellAddress, rows).set(cellOfRow);
  writeConditional(labels, memory.doubles(conditionalAddress, rows * classes));
  kernels.countCells(cellAddress, rows, cells, conditionalAddress, classes, rowsInCell, joint, labelWeights);
  const weightOfLabels = memory.doubles(labelWeights, classes);
  const total = weightOfLabels.reduce((sum, weight) => sum + weight, 0);
  // As `entropyOfWeights`: rounding must not make a certain outcome negative.
  const entropyAt = (address: number, count: number, sum: number): number =>
    sum > 0 ? Math.max(0, Math.log2(sum) - kernels.sumWeightedLogs(address, count) / sum) : 0;
  const cellEntropy = entropyAt(rowsInCell, cells, rows);
  const information =
    cellEntropy + entropyOfWeights(weightOfLabels) - entropyAt(joint, cells * classes, total);
  return { ixt: cellEntropy, ity: Math.max(0, information) };
}

/** p(y|x) of all rows, written out. */
function writeConditional({ classes, conditional, sampled }: LabelDistribution, to: Float64Array): void {
  if (conditional !== undefined) {
    to.set(conditional);
    return;
  }
  to.fill(0);
  for (let row = 0; row < sampled.length; row++) {
    to[row * classes + sampled[row]!] = 1;
  }
}
