import { percent } from "../../base/numbers";
import { INPUT_NAME_MAX, STORED_LIST_MAX } from "../../base/limits";
import type { Dataset, DatasetSummary } from "./dataset";
import { alwaysProceed, type Proceed } from "../../base/proceed";
import { countEqualRows } from "./distinctRows";
import { entropyOfWeights } from "../../information/entropy";
import { countOf, listSome, quote } from "../../base/text";

const CLASSES_LISTED_MAX = 10;

/**
 * What is to be said of a dataset: its size, the balance of its labels and its entropies in bits, every row equally
 * likely. p(y|x) is the rule's if it is known; else it is the share of each class among the rows with the same
 * inputs.
 */
export function summarizeDataset(
  dataset: Dataset,
  trainingRows: number,
  testRows: number,
  proceed: Proceed = alwaysProceed,
): DatasetSummary {
  const { classNames, conditional, inputNames } = dataset;
  const rowsInClass = new Float64Array(classNames.length);
  for (const label of dataset.labels) {
    rowsInClass[label]! += 1;
  }
  const equalRows = countEqualRows(dataset, proceed);
  const inputEntropy = entropyOfWeights(equalRows.inputs);
  const { labelEntropy, remainingEntropy } =
    conditional === undefined
      ? {
          labelEntropy: entropyOfWeights(rowsInClass),
          // H(Y|X) = H(X,Y) - H(X).
          remainingEntropy: entropyOfWeights(equalRows.inputsAndLabel) - inputEntropy,
        }
      : {
          labelEntropy: entropyOfWeights(columnSums(conditional, classNames.length)),
          remainingEntropy: meanRowEntropy(conditional, classNames.length),
        };
  return {
    name: dataset.name,
    rows: dataset.rows,
    columns: dataset.columns,
    trainingRows,
    testRows,
    classNames,
    ...(inputNames === undefined || inputNames.length > STORED_LIST_MAX
      ? {}
      : { inputNames: inputNames.map((name) => name.slice(0, INPUT_NAME_MAX)) }),
    classShares: Array.from(rowsInClass, (count) => count / dataset.rows),
    inputEntropy,
    labelEntropy,
    // Rounding must not make information negative, nor larger than the labels' entropy.
    inputLabelInformation: Math.min(Math.max(0, labelEntropy - remainingEntropy), labelEntropy),
    conditionalKnown: conditional !== undefined,
    ...(dataset.notes === undefined ? {} : { notes: dataset.notes }),
  };
}

/** One or two sentences for a log. */
export function describeDataset(summary: DatasetSummary): string {
  const shares = summary.classNames.map((name, index) => {
    return `${quote(name)} (${percent(summary.classShares[index] ?? 0)})`;
  });
  const source = summary.conditionalKnown ? "from the known p(y|x)" : "from the labels";
  return (
    `Data: ${summary.name}, ${countOf(summary.rows, "row")} of ${countOf(summary.columns, "input")} ` +
    `(${summary.trainingRows} for training, ${summary.testRows} for the test), ` +
    `${summary.classNames.length} classes: ${listSome(shares, CLASSES_LISTED_MAX)}. ` +
    `H(X) = ${summary.inputEntropy.toFixed(3)} bit, H(Y) = ${summary.labelEntropy.toFixed(3)} bit, ` +
    `I(X;Y) = ${summary.inputLabelInformation.toFixed(3)} bit, ${source}.`
  );
}

/** p(y) × rows, from p(y|x) rows×classes. */
function columnSums(conditional: Float64Array, classes: number): Float64Array {
  const sums = new Float64Array(classes);
  for (let i = 0; i < conditional.length; i++) {
    sums[i % classes]! += conditional[i]!;
  }
  return sums;
}

/** H(Y|X) where p(y|x) is known. */
function meanRowEntropy(conditional: Float64Array, classes: number): number {
  const rows = conditional.length / classes;
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    sum += entropyOfWeights(conditional.subarray(row * classes, (row + 1) * classes));
  }
  return sum / rows;
}
