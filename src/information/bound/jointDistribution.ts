import { fail, succeed, type Result } from "../../base/failure";
import { entropyOfWeights } from "../entropy";

/** p(x,y) over finitely many inputs and classes. */
export interface JointDistribution {
  /** Values of X; at least 1. */
  readonly inputs: number;
  /** Values of Y; at least 1. */
  readonly classes: number;
  /** Row-major, inputs × classes; no entry is negative, and all sum to 1. */
  readonly table: Float64Array;
}

/** H(Y|X) below this, in bits, is rounding: Y is a function of X. */
export const DETERMINISTIC_TOLERANCE = 1e-9;

/** How far a row of p(y|x) may be from summing to 1: single precision and rounded files get within this. */
export const ROW_SUM_TOLERANCE = 1e-4;

/**
 * A joint table, as probabilities or as counts.
 *
 * @param values row-major, inputs × classes
 * @returns a failure that names the entry where one is negative or not finite, all are 0, or there are not
 * inputs × classes of them
 */
export function jointFromTable(
  values: ArrayLike<number>,
  inputs: number,
  classes: number,
): Result<JointDistribution> {
  const wrong = checkShape(values, inputs, classes) ?? checkEntries(values, classes, "p(x,y)");
  if (wrong !== undefined) {
    return wrong;
  }
  const total = sumOf(values);
  if (!(total > 0 && Number.isFinite(total))) {
    return fail(
      "data/format",
      `The ${inputs} × ${classes} entries of p(x,y) sum to ${total}; they should be probabilities or counts with a positive, finite sum.`,
    );
  }
  return succeed({ inputs, classes, table: Float64Array.from(values, (value) => value / total) });
}

/**
 * The joint table of p(y|x) and p(x).
 *
 * @param conditional p(y|x), row-major, inputs × classes; each row sums to 1 within ROW_SUM_TOLERANCE
 * @param inputWeights p(x), as probabilities or counts; left out if every input is equally likely
 * @returns a failure that names the entry or row that is wrong
 */
export function jointFromConditional(
  conditional: ArrayLike<number>,
  inputs: number,
  classes: number,
  inputWeights?: ArrayLike<number>,
): Result<JointDistribution> {
  const wrong = checkShape(conditional, inputs, classes) ?? checkEntries(conditional, classes, "p(y|x)");
  if (wrong !== undefined) {
    return wrong;
  }
  if (inputWeights !== undefined && inputWeights.length !== inputs) {
    return fail(
      "data/shape",
      `p(x) has ${inputWeights.length} entries; it should have one for each of the ${inputs} rows of p(y|x).`,
    );
  }
  const wrongWeight = inputWeights === undefined ? undefined : checkEntries(inputWeights, 1, "p(x)");
  if (wrongWeight !== undefined) {
    return wrongWeight;
  }
  const totalWeight = inputWeights === undefined ? inputs : sumOf(inputWeights);
  if (!(totalWeight > 0 && Number.isFinite(totalWeight))) {
    return fail(
      "data/format",
      `The ${inputs} entries of p(x) sum to ${totalWeight}; they should be probabilities or counts with a positive, finite sum.`,
    );
  }
  const table = new Float64Array(inputs * classes);
  for (let x = 0; x < inputs; x++) {
    const weight = (inputWeights === undefined ? 1 : inputWeights[x]!) / totalWeight;
    let sum = 0;
    for (let y = 0; y < classes; y++) {
      sum += conditional[x * classes + y]!;
    }
    if (!(Math.abs(sum - 1) <= ROW_SUM_TOLERANCE)) {
      return fail("data/format", `Row ${x} of p(y|x) sums to ${sum}; every row should sum to 1.`);
    }
    for (let y = 0; y < classes; y++) {
      table[x * classes + y] = (weight * conditional[x * classes + y]!) / sum;
    }
  }
  return succeed({ inputs, classes, table });
}

/** H(X) in bits. */
export function inputEntropy(joint: JointDistribution): number {
  return entropyOfWeights(inputProbabilities(joint));
}

/** H(Y) in bits. */
export function labelEntropy(joint: JointDistribution): number {
  return entropyOfWeights(labelProbabilities(joint));
}

/** I(X;Y) = Σ p(x,y) log2[p(x,y) / (p(x) p(y))] in bits; term by term, since the entropies may be large beside it. */
export function inputLabelInformation(joint: JointDistribution): number {
  const { classes, table } = joint;
  const ofInput = inputProbabilities(joint);
  const ofLabel = labelProbabilities(joint);
  let information = 0;
  for (let i = 0; i < table.length; i++) {
    if (table[i]! > 0) {
      information +=
        table[i]! * Math.log2(table[i]! / ofInput[Math.floor(i / classes)]! / ofLabel[i % classes]!);
    }
  }
  return Math.max(0, information);
}

/** Whether Y is a function of X: H(Y|X) is 0 up to DETERMINISTIC_TOLERANCE. */
export function isDeterministic({ inputs, classes, table }: JointDistribution): boolean {
  let conditionalEntropy = 0;
  for (let x = 0; x < inputs; x++) {
    const row = table.subarray(x * classes, (x + 1) * classes);
    conditionalEntropy += sumOf(row) * entropyOfWeights(row);
  }
  return conditionalEntropy < DETERMINISTIC_TOLERANCE;
}

/** p(x), one entry an input. */
export function inputProbabilities({ inputs, classes, table }: JointDistribution): Float64Array {
  const probabilities = new Float64Array(inputs);
  for (let i = 0; i < table.length; i++) {
    probabilities[Math.floor(i / classes)]! += table[i]!;
  }
  return probabilities;
}

/** p(y), one entry a class. */
export function labelProbabilities({ classes, table }: JointDistribution): Float64Array {
  const probabilities = new Float64Array(classes);
  for (let i = 0; i < table.length; i++) {
    probabilities[i % classes]! += table[i]!;
  }
  return probabilities;
}

type Wrong = Extract<Result<never>, { readonly ok: false }>;

function checkShape(values: ArrayLike<number>, inputs: number, classes: number): Wrong | undefined {
  return inputs >= 1 && classes >= 1 && values.length === inputs * classes
    ? undefined
    : fail(
        "data/shape",
        `The table is ${inputs} × ${classes} with ${values.length} entries; it should have at least one row and one column, and an entry for each pair.`,
      );
}

function checkEntries(values: ArrayLike<number>, columns: number, name: string): Wrong | undefined {
  for (let i = 0; i < values.length; i++) {
    if (!(values[i]! >= 0 && values[i]! < Infinity)) {
      const place =
        columns === 1 && name === "p(x)"
          ? `Entry ${i}`
          : `The entry in row ${Math.floor(i / columns)}, column ${i % columns}`;
      return fail(
        "data/format",
        `${place} of ${name} is ${values[i]!}; it should be a finite number, 0 or more.`,
      );
    }
  }
  return undefined;
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i]!;
  }
  return sum;
}
