import { entropyOfWeights } from "../information/entropy";
import { fail, type Failure } from "../base/failure";
import type { CellSnapshot, CellStarted } from "../run/runEvent";
import { quote } from "../base/text";
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

/**
 * Whether activations are finite where the run does not say of itself that they were not.
 * @param file where they stand, for people
 * @returns what is wrong
 */
export function checkKeptActivations(
  activations: readonly Float32Array[],
  { epoch, estimates }: CellSnapshot,
  { layers }: Pick<CellStarted, "layers">,
  file: string,
): Failure | undefined {
  for (const [index, values] of activations.entries()) {
    const at = values.findIndex((value) => !Number.isFinite(value));
    const isOfRun = estimates.every(({ layers: own }) =>
      own[index]?.flags.some(({ code }) => code === "non-finite"),
    );
    if (at < 0 || isOfRun) {
      continue;
    }
    const { name, units } = layers[index]!;
    return fail(
      "run/file-format",
      `The kept activations in ${file} hold ${values[at]!} at epoch ${epoch}, layer ${index + 1} (${quote(name)}), row ${Math.floor(at / units)}, unit ${at % units} (rows and units counted from 0), but the run has figures of them: they are damaged or of another run. Put the run's own file back, or run its config again.`,
    ).failure;
  }
  return undefined;
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) < SHARE_TOLERANCE;
}

function wrong(what: string): Failure {
  return fail("run/file-format", `The kept rows ${what}: they are damaged or of another run.`).failure;
}
