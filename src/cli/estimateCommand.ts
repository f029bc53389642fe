import { alwaysProceed } from "../base/proceed";
import { readLabels } from "../data/numpy/labelArray";
import type { NumericArray } from "../data/numpy/npyArray";
import type { ArrayReader } from "./npyFiles";
import { percent } from "../base/numbers";
import { countOf, writeFixed } from "../base/text";
import { countEqualRows } from "../data/dataset/distinctRows";
import { fail, succeed, type Result } from "../base/failure";
import { entropyOfWeights } from "../information/entropy";
import {
  shareOfCeiling,
  type EstimateFlag,
  type Estimator,
  type InformationEstimate,
  type LabelDistribution,
  type LayerSample,
  type PlaneFigures,
} from "../information/estimate";
import { oneLabel } from "../information/known/knownDistributions";
import {
  createEstimator,
  createPairEstimator,
  ESTIMATORS,
  estimatorOf,
} from "../information/estimators/estimators";
import type { EstimateSize } from "../information/estimators/shared/estimatorKind";
import { labelExcessFlags } from "../analysis/dataProcessing";
import { describeNotFinite } from "./describeNotFinite";
import type { EstimateArguments } from "./estimateArguments";
import { estimateMemoryMebibytes } from "./estimateMemory";
import { describeFailure, EXIT_FAILED, EXIT_OK } from "./exit";
import { formatTable } from "./formatTable";
import type { TextOutput } from "./progressLine";

export interface EstimateEnvironment extends ArrayReader {
  /** What an estimate may take, estimated before its start. */
  readonly memoryLimitMebibytes: number;
  /** Results go here … */
  readonly out: TextOutput;
  /** … and what is wrong. */
  readonly messages: TextOutput;
}

/** A matrix of a file: rows × columns. */
interface Matrix {
  readonly path: string;
  readonly rows: number;
  readonly columns: number;
  readonly array: NumericArray;
}

/** `ib-analysis estimate`: our figures for activations of any origin. @returns the exit code */
export async function estimateCommand(
  args: EstimateArguments,
  environment: EstimateEnvironment,
): Promise<number> {
  const result = await estimateFiles(args, environment);
  if (!result.ok) {
    environment.messages.write(`${describeFailure(result.failure)}\n`);
    return EXIT_FAILED;
  }
  environment.out.write(
    `${args.format === "json" ? JSON.stringify(result.value) : describe(result.value)}\n`,
  );
  return EXIT_OK;
}

/** What is printed, in bits; figures that there are none of are left out. */
export interface PrintedEstimate {
  readonly estimator: string;
  readonly ixt?: number;
  readonly ity?: number;
  /** Of two continuous variables. */
  readonly mi?: number;
  readonly lower?: PrintedFigures;
  readonly upper?: PrintedFigures;
  readonly guaranteed?: { readonly lower: PrintedFigures; readonly upper: PrintedFigures };
  readonly standardError?: PrintedFigures;
  readonly confidence?: { readonly lower: PrintedFigures; readonly upper: PrintedFigures };
  readonly bias?: PrintedFigures;
  /** Before they were cut to 0 and their ceilings. */
  readonly raw?: PrintedFigures;
  readonly ceiling?: PrintedFigures;
  /** How much of the ceiling is reached, 0 to 1. */
  readonly ceilingShare?: PrintedFigures;
  readonly flags: InformationEstimate["flags"];
}
type PrintedFigures = Partial<PlaneFigures> & { readonly mi?: number };

async function estimateFiles(
  args: EstimateArguments,
  { readArray, readLabelArray, memoryLimitMebibytes }: EstimateEnvironment,
): Promise<Result<PrintedEstimate>> {
  const activations = await readMatrix(args.activationsPath, readArray);
  if (!activations.ok) {
    return activations;
  }
  const second = await readLabelArray(args.labelsPath);
  if (!second.ok) {
    return second;
  }
  if (
    estimatorOf(args.settings).createPair !== undefined &&
    second.value.kind === "float" &&
    !args.isLabeled
  ) {
    return estimatePair(
      args,
      activations.value,
      toMatrix(args.labelsPath, second.value),
      memoryLimitMebibytes,
    );
  }
  const { rows, columns: units, array } = activations.value;
  // Labels in one row are those of as many rows.
  const [first = 1, length] = second.value.shape;
  const shape = first === 1 && length === rows ? [rows] : second.value.shape;
  const unequal = unequalRows(activations.value, args.labelsPath, shape);
  if (unequal !== undefined) {
    return unequal;
  }
  const labels = readLabels(second.value, rows, args.areLabelsValues, args.seed);
  if (!labels.ok) {
    const swapped = readLabels(array, rows, false, args.seed).ok ? SWAPPED : "";
    return fail(labels.failure.code, `${args.labelsPath}: ${labels.failure.message}${swapped}`);
  }
  const inputs = args.inputsPath === undefined ? undefined : await readMatrix(args.inputsPath, readArray);
  if (inputs?.ok === false) {
    return inputs;
  }
  const unequalInputs =
    inputs === undefined
      ? undefined
      : unequalRows(activations.value, inputs.value.path, inputs.value.array.shape);
  if (unequalInputs !== undefined) {
    return unequalInputs;
  }
  const useless = uselessOption(args, (shape[1] ?? 1) > 1);
  if (useless !== undefined) {
    return fail("config/inconsistent", useless);
  }
  const given = { activations: array.values, rows, units };
  const tooLarge = refuseMemory(
    args,
    { ...given, inputs: inputs?.value.array },
    labels.value,
    memoryLimitMebibytes,
  );
  if (tooLarge !== undefined) {
    return tooLarge;
  }
  const estimator = createEstimator(args.settings, {
    correction: args.correction,
    resamples: args.resamples,
    seed: args.seed,
  });
  const sample: LayerSample = {
    ...given,
    quantized: args.quantized,
    ...(inputs === undefined ? {} : knownInputs(inputs.value)),
  };
  const matrices = [activations.value, ...(inputs === undefined ? [] : [inputs.value])];
  const estimate = estimateMatrices(args, estimator, matrices, sample, labels.value);
  if (!estimate.ok) {
    return estimate;
  }
  // Another quantity than Shannon's does not keep to the law.
  const excess = estimatorOf(args.settings).isShannon ? labelExcessFlags(estimate.value) : [];
  return succeed(
    print(estimator.describe(undefined), {
      ...estimate.value,
      flags: [...estimate.value.flags, ...excess],
    }),
  );
}

/**
 * An option that was given though nothing here depends on it, as a sentence; undefined when there is none. Only of
 * labels: `estimatePair` has its own.
 */
function uselessOption(
  { settings, given, resamples }: EstimateArguments,
  isConditional: boolean,
): string | undefined {
  const { drawsLabels, settingsOfInputs = [] } = estimatorOf(settings);
  const ofInputs = settingsOfInputs.find((setting) => given.has(setting));
  if (ofInputs !== undefined && !given.has("inputs")) {
    return `--${ofInputs} belongs to I(X;T), which takes --inputs X.npy; I(T;Y) of labels does not depend on it.`;
  }
  return drawsLabels && given.has("seed") && resamples < 2 && !isConditional
    ? "--seed has no effect here: nothing is drawn at random without --resamples or labels given as p(y|x)."
    : undefined;
}

function refuseMemory(
  { settings, resamples }: EstimateArguments,
  sample: Omit<EstimateSize, "labels">,
  labels: LabelDistribution,
  limit: number,
): Result<never> | undefined {
  const needed = Math.ceil(estimateMemoryMebibytes(settings, resamples, { ...sample, labels }));
  const drawing = ESTIMATORS.filter(({ drawsRows }) => drawsRows).map(({ name }) => name);
  const advice = estimatorOf(settings).drawsRows
    ? "use fewer rows"
    : `use fewer rows, or --estimator ${drawing.join(" or ")}, which draws some of them`;
  return needed <= limit
    ? undefined
    : fail(
        "training/memory",
        `The estimator ${settings.name} would need about ${needed} MiB for ${countOf(sample.rows, "row")}, ${countOf(sample.units, "unit")} and ${labels.classes} classes, more than the ${limit} MiB that there are: ${advice}.`,
      );
}

/** I(A;B) of two continuous variables. */
function estimatePair(
  args: EstimateArguments,
  a: Matrix,
  second: Result<Matrix>,
  memoryLimitMebibytes: number,
): Result<PrintedEstimate> {
  if (!second.ok) {
    return second;
  }
  const b = second.value;
  const unequal = unequalRows(a, b.path, b.array.shape);
  if (unequal !== undefined) {
    return unequal;
  }
  const { settings, given, resamples, seed } = args;
  if (given.has("inputs")) {
    return fail(
      "config/inconsistent",
      `--inputs has no place here: ${b.path} holds floats, so the two files are two variables and their I(A;B) is estimated. If it holds labels, write --estimator ross.`,
    );
  }
  if (given.has("seed") && resamples < 2) {
    return fail(
      "config/inconsistent",
      "--seed has no effect here: nothing is drawn at random without --resamples.",
    );
  }
  const sample: LayerSample = {
    activations: a.array.values,
    units: a.columns,
    rows: a.rows,
    inputs: { values: b.array.values, columns: b.columns },
  };
  const labels = oneLabel(a.rows);
  const tooLarge = refuseMemory(args, { ...sample, inputs: b.array }, labels, memoryLimitMebibytes);
  if (tooLarge !== undefined) {
    return tooLarge;
  }
  const estimator = createPairEstimator(settings, { resamples, seed });
  if (estimator === undefined) {
    return fail("internal", `${settings.name} is no estimator of pairs.`);
  }
  const estimate = estimateMatrices(args, estimator, [a, b], sample, labels);
  return estimate.ok ? succeed(asPair(print(estimator.describe(undefined), estimate.value))) : estimate;
}

const LEAVE_OUT =
  "Without finite numbers there is no estimate: leave the rows that have others out of all the files (numpy.isfinite finds them).";

/**
 * The estimate, with a note when rows are too few for the interval that was asked for. Values that are not finite are
 * refused, named by file and place.
 */
function estimateMatrices(
  { resamples }: EstimateArguments,
  estimator: Estimator,
  matrices: readonly Matrix[],
  sample: LayerSample,
  labels: LabelDistribution,
): Result<InformationEstimate> {
  const notFinite = matrices.flatMap(({ path, array }) => describeNotFinite(path, array) ?? []);
  if (notFinite.length > 0) {
    return fail("data/not-a-number", `${notFinite.join(" ")} ${LEAVE_OUT}`);
  }
  const estimate = estimator.estimate(sample, labels, alwaysProceed);
  return succeed(
    resamples > 1 && estimate.confidence === undefined
      ? { ...estimate, flags: [...estimate.flags, noInterval(sample.rows)] }
      : estimate,
  );
}

function noInterval(rows: number): EstimateFlag {
  return {
    code: "too-few-rows",
    message: `There is no 95 % interval: ${countOf(rows, "row")} cannot be resampled by this estimator.`,
  };
}

async function readMatrix(
  path: string,
  readArray: EstimateEnvironment["readArray"],
): Promise<Result<Matrix>> {
  const array = await readArray(path);
  return array.ok ? toMatrix(path, array.value) : array;
}

function toMatrix(path: string, array: NumericArray): Result<Matrix> {
  const [rows = 0, columns = 1, ...more] = array.shape;
  if (array.shape.length === 0 || more.length > 0) {
    return fail(
      "data/shape",
      `${path} has ${array.shape.length} dimensions (${array.shape.join(" × ")}); it should have one or two, rows × units.`,
    );
  }
  return rows === 0
    ? fail("data/too-few-rows", `${path} has no rows; it should have one at least.`)
    : succeed({ path, rows, columns, array });
}

/** Said of labels that are none, if the activations could be labels. */
const SWAPPED = " If it holds the activations, name it first: the activations come before the labels.";

/** @param shape of the second file, rows × columns */
function unequalRows(a: Matrix, path: string, shape: readonly number[]): Result<never> | undefined {
  const [rows = 1, columns = 1] = shape;
  if (a.rows === rows) {
    return undefined;
  }
  const isTransposed = shape.length === 2 && columns === a.rows;
  const transposed = isTransposed
    ? path
    : a.columns === rows || (rows === 1 && a.columns === columns)
      ? a.path
      : undefined;
  const hint =
    transposed === undefined
      ? ""
      : ` ${transposed} looks transposed: np.save(${JSON.stringify(transposed)}, a.T) saves it with a row for each sample.`;
  return fail(
    "data/shape",
    `${a.path} has ${countOf(a.rows, "row")} and ${path} has ${rows}; row i of one belongs to row i of the other, so they should have as many.${hint}`,
  );
}

/** The inputs and H(X), which is less than log2 of the rows where inputs repeat. */
function knownInputs({ rows, columns, array }: Matrix): {
  readonly inputs: { readonly values: NumericArray["values"]; readonly columns: number };
  readonly inputEntropy: number;
} {
  const counts = countEqualRows({
    rows,
    columns,
    inputs: array.values,
    labels: new Uint16Array(rows),
  });
  return {
    inputs: { values: array.values, columns },
    inputEntropy: entropyOfWeights(counts.inputs),
  };
}

function print(estimator: string, estimate: InformationEstimate): PrintedEstimate {
  const { bounds, guaranteed, standardError, confidence, bias, raw, ceiling, flags } = estimate;
  const interval = (part: typeof guaranteed) =>
    part === undefined ? undefined : { lower: known(part.lower), upper: known(part.upper) };
  const parts = {
    lower: bounds === undefined ? undefined : known(bounds.lower),
    upper: bounds === undefined ? undefined : known(bounds.upper),
    guaranteed: interval(guaranteed),
    standardError: standardError === undefined ? undefined : known(standardError),
    confidence: interval(confidence),
    bias: bias === undefined ? undefined : known(bias),
    raw: raw === undefined ? undefined : known(raw),
    ceiling: known(ceiling),
    ceilingShare: known(shareOfCeiling(estimate)),
  };
  const present = Object.fromEntries(
    Object.entries(parts).filter(([, part]) => part !== undefined && Object.keys(part).length > 0),
  );
  return { estimator, ...known(estimate), ...present, flags };
}

/** The same of a pair: what is I(X;T) there is I(A;B) here. */
function asPair(printed: PrintedEstimate): PrintedEstimate {
  const rename = (figures: PrintedFigures | undefined): PrintedFigures | undefined =>
    figures?.ixt === undefined ? undefined : { mi: figures.ixt };
  const { estimator, ixt, raw, ceiling, ceilingShare, confidence, flags } = printed;
  const parts = {
    mi: ixt,
    raw: rename(raw),
    confidence: confidence && { lower: rename(confidence.lower), upper: rename(confidence.upper) },
    ceiling: rename(ceiling),
    ceilingShare: rename(ceilingShare),
  };
  const present = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
  return { estimator, ...present, flags };
}

/** The figures that there are. */
function known({ ixt, ity }: PlaneFigures): PrintedFigures {
  return { ...(Number.isFinite(ixt) ? { ixt } : {}), ...(Number.isFinite(ity) ? { ity } : {}) };
}

/** The same for a person. */
function describe(estimate: PrintedEstimate): string {
  const { lower, upper, confidence, standardError, guaranteed, bias, raw, ceiling, ceilingShare } = estimate;
  const figure = (value: number | undefined): string => (value === undefined ? "-" : writeFixed(value, 4));
  const range = (from: number | undefined, to: number | undefined): string =>
    from === undefined && to === undefined ? "-" : `${figure(from)} to ${figure(to)}`;
  const row = (name: string, key: keyof PrintedFigures): string[] => [
    name,
    figure(estimate[key]),
    range(lower?.[key], upper?.[key]),
    range(guaranteed?.lower[key], guaranteed?.upper[key]),
    figure(standardError?.[key]),
    range(confidence?.lower[key], confidence?.upper[key]),
    figure(bias?.[key]),
    raw?.[key] === estimate[key] ? "-" : figure(raw?.[key]),
    figure(ceiling?.[key]),
    ceilingShare?.[key] === undefined ? "-" : percent(ceilingShare[key]),
  ];
  const headings = [
    "",
    "bits",
    "bounds",
    "guaranteed",
    "standard error",
    "95 % over rows",
    "bias taken off",
    "before cutting",
    "ceiling",
    "reached",
  ];
  const rows =
    estimate.mi === undefined ? [row("I(X;T)", "ixt"), row("I(T;Y)", "ity")] : [row("I(A;B)", "mi")];
  // A column without any figure says nothing.
  const shown = headings.flatMap((_, column) =>
    rows.some((cells) => cells[column] !== "-") ? [column] : [],
  );
  const table = formatTable(
    shown.map((column) => ({ heading: headings[column]!, isText: column === 0 })),
    rows.map((cells) => shown.map((column) => cells[column]!)),
  );
  return [estimate.estimator, "", table, ...estimate.flags.map(({ message }) => `note: ${message}`)].join(
    "\n",
  );
}
