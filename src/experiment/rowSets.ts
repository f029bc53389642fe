import type { Dataset } from "../data/dataset/dataset";
import { countEqualRows } from "../data/dataset/distinctRows";
import type { RowSplit } from "../data/dataset/splitRows";
import { entropyOfWeights } from "../information/entropy";
import type { LabelDistribution, LayerSample } from "../information/estimate";
import { gatherRows } from "../information/gatherRows";
import { alwaysProceed, type Proceed } from "../base/proceed";

/** Rows that estimates are made over, with what is known of them. */
export interface RowSet {
  readonly rows: "all" | "training";
  /** Their numbers; undefined for all rows in their order. */
  readonly chosen: Uint32Array | undefined;
  readonly labels: LabelDistribution;
  readonly inputs: NonNullable<LayerSample["inputs"]>;
  /** H(X) over these rows, in bits. */
  readonly inputEntropy: number;
}

/**
 * The two sets of rows that every snapshot is measured over: all of them with p(y|x) where it is known, and the
 * training rows with the labels that the network was trained on.
 */
export function rowSetsOf(
  dataset: Dataset,
  split: RowSplit,
  proceed: Proceed = alwaysProceed,
): readonly RowSet[] {
  const { columns, labels } = dataset;
  const classes = dataset.classNames.length;
  const trainingInputs = gatherRows(dataset.inputs, columns, split.training);
  const trainingLabels = Uint16Array.from(split.training, (row) => labels[row]!);
  return [
    {
      rows: "all",
      chosen: undefined,
      labels: { classes, conditional: dataset.conditional, sampled: labels },
      inputs: { values: dataset.inputs, columns },
      inputEntropy: inputEntropyOf(dataset.rows, columns, dataset.inputs, labels, proceed),
    },
    {
      rows: "training",
      chosen: split.training,
      labels: { classes, sampled: trainingLabels },
      inputs: { values: trainingInputs, columns },
      inputEntropy: inputEntropyOf(split.training.length, columns, trainingInputs, trainingLabels, proceed),
    },
  ];
}

function inputEntropyOf(
  rows: number,
  columns: number,
  inputs: Float32Array,
  labels: Uint16Array,
  proceed: Proceed,
): number {
  return entropyOfWeights(countEqualRows({ rows, columns, inputs, labels }, proceed).inputs);
}
