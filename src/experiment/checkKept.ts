import { entropyOfWeights } from "../information/entropy";
import { fail, type Failure } from "../failure";
import type { CellSnapshot, CellStarted } from "../run/runEvent";
import type { KeptRows } from "./cellEnvironment";

/** Sums of shares in double precision lie nearer than this. */
const SHARE_TOLERANCE = 1e-6;

/**
 * Whether kept rows can be those that a network was trained on: figures that are made of others would be of nothing.
 * @returns what is wrong
 */
export function checkKeptRows(
  rows: KeptRows,
  { dataset }: Pick<CellStarted, "dataset">,
): Failure | undefined {
  const classes = dataset.classNames.length;
  const counts = new Float64Array(classes);
  for (const [row, label] of rows.labels.entries()) {
    if (label >= classes) {
      return wrong(`give row ${row + 1} the label ${label}; the run has ${classes} classes`);
    }
    counts[label]! += 1;
  }
  const other = counts.findIndex(
    (count, label) => !isNear(count / dataset.rows, dataset.classShares[label]!),
  );
  if (other >= 0) {
    return wrong(`give ${counts[other]!} of ${dataset.rows} rows the label ${other}, the run another share`);
  }
  const odd = rows.inputs.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0) {
    return wrong(`have an input in row ${1 + Math.floor(odd / rows.columns)} that is not a finite number`);
  }
  if (new Set(rows.trainingRows).size !== rows.trainingRows.length) {
    return wrong("name a training row twice");
  }
  const outside = rows.trainingRows.find((row) => row >= dataset.rows);
  if (outside !== undefined) {
    return wrong(`name the training row ${outside + 1} of ${dataset.rows}`);
  }
  return rows.conditional === undefined ? undefined : checkConditional(rows.conditional, dataset);
}

function checkConditional(
  conditional: Float64Array,
  { rows, classNames, labelEntropy }: CellStarted["dataset"],
): Failure | undefined {
  const classes = classNames.length;
  const sums = new Float64Array(classes);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let label = 0; label < classes; label++) {
      const share = conditional[row * classes + label]!;
      if (!(share >= 0)) {
        return wrong(`have p(y|x) = ${share} in row ${row + 1}; it is 0 or more`);
      }
      sum += share;
      sums[label]! += share;
    }
    if (!isNear(sum, 1)) {
      return wrong(`have a p(y|x) in row ${row + 1} that sums to ${sum}; it sums to 1`);
    }
  }
  return isNear(entropyOfWeights(sums), labelEntropy)
    ? undefined
    : wrong("have a p(y|x) with another H(Y) than the run");
}

/** Whether activations are as finite as the figures that the run has of them. @returns what is wrong */
export function checkKeptActivations(
  activations: readonly Float32Array[],
  { epoch, estimates }: CellSnapshot,
): Failure | undefined {
  const layer = activations.findIndex(
    (values, index) =>
      !values.every((value) => Number.isFinite(value)) &&
      estimates.some(({ rows, layers }) => rows === "all" && Number.isFinite(layers[index]?.ixt)),
  );
  return layer < 0
    ? undefined
    : fail(
        "run/file-format",
        `The kept activations of epoch ${epoch} have values in layer ${layer + 1} that are not finite numbers, but the run has figures of them: they are damaged or of another run.`,
      ).failure;
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) < SHARE_TOLERANCE;
}

function wrong(what: string): Failure {
  return fail("run/file-format", `The kept rows ${what}: they are damaged or of another run.`).failure;
}
