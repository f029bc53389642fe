import { alwaysProceed } from "../base/proceed";
import type { NumericArray } from "../data/numpy/npyArray";
import { fail, succeed, type Result } from "../base/failure";
import { deterministicCurve } from "../information/bound/deterministicCurve";
import { sampledPoint } from "../information/bound/finiteSample";
import { informationCurve, type InformationCurve } from "../information/bound/informationCurve";
import {
  inputEntropy,
  inputLabelInformation,
  isDeterministic,
  jointFromConditional,
  jointFromTable,
  labelEntropy,
  type JointDistribution,
} from "../information/bound/jointDistribution";
import { writeFixed } from "../base/text";
import { describeFailure, EXIT_FAILED, EXIT_OK } from "./exit";
import { describeNotFinite } from "./describeNotFinite";
import { formatTable } from "./formatTable";
import type { TextOutput } from "./progressLine";

export interface BoundArguments {
  readonly command: "bound";
  /** p(x,y), or p(y|x) where `conditional`. */
  readonly tablePath: string;
  readonly conditional: boolean;
  /** p(x) of the rows of p(y|x); all equally likely without it. */
  readonly inputsPath: string | undefined;
  readonly points: number;
  /** Hard encoders only. */
  readonly deterministic: boolean;
  /** Sampled rows, for the finite-sample bound. */
  readonly rows: number | undefined;
  readonly seed: number;
  readonly format: "json" | "table";
}

export interface BoundEnvironment {
  /** Reads a `.npy` file; a failure's message names the file. */
  readonly readMatrix: (path: string) => Promise<Result<NumericArray>>;
  readonly out: TextOutput;
  readonly messages: TextOutput;
}

/** One row of the curve, in bits but for β; β is left out if none belongs to the row. */
export interface PrintedPoint {
  readonly beta?: number;
  readonly ixt: number;
  readonly ity: number;
  /** What a sample may make of I(T;Y). */
  readonly lower?: number;
  readonly upper?: number;
}

/** What is printed. */
export interface PrintedCurve {
  readonly points: readonly PrintedPoint[];
  /** How far the curve may lie from the true one, in bits; left out for the deterministic bottleneck. */
  readonly accuracy?: number;
  /** Y is a function of X. */
  readonly deterministic: boolean;
  readonly hx: number;
  readonly hy: number;
  readonly ixy: number;
  readonly notes: readonly string[];
}

/** `ib-analysis bound`: the information-bottleneck curve of a table. @returns the exit code */
export async function boundCommand(args: BoundArguments, environment: BoundEnvironment): Promise<number> {
  const joint = await readJoint(args, environment);
  const printed = joint.ok ? traceBound(args, joint.value) : joint;
  if (!printed.ok) {
    environment.messages.write(`${describeFailure(printed.failure)}\n`);
    return EXIT_FAILED;
  }
  environment.out.write(
    `${args.format === "json" ? JSON.stringify(printed.value) : describe(printed.value)}\n`,
  );
  return EXIT_OK;
}

async function readJoint(
  { tablePath, conditional, inputsPath }: BoundArguments,
  { readMatrix }: BoundEnvironment,
): Promise<Result<JointDistribution>> {
  const table = await readMatrix(tablePath);
  if (!table.ok) {
    return table;
  }
  const { shape, values } = table.value;
  const [inputs = 0, classes = 0] = shape;
  if (shape.length !== 2 || inputs === 0 || classes === 0) {
    return fail(
      "data/shape",
      `${tablePath} has the shape (${shape.join(", ")}); it should be a table of inputs × classes.`,
    );
  }
  const weights = inputsPath === undefined ? undefined : await readMatrix(inputsPath);
  if (weights?.ok === false) {
    return weights;
  }
  const notFinite =
    describeNotFinite(tablePath, table.value) ??
    (weights === undefined || inputsPath === undefined
      ? undefined
      : describeNotFinite(inputsPath, weights.value));
  if (notFinite !== undefined) {
    return fail("data/not-a-number", `${notFinite} Every entry should be a finite number, 0 or more.`);
  }
  const joint = conditional
    ? jointFromConditional(values, inputs, classes, weights?.value.values)
    : jointFromTable(values, inputs, classes);
  const files = inputsPath === undefined ? tablePath : `${tablePath} with ${inputsPath}`;
  return joint.ok ? joint : fail(joint.failure.code, `${files}: ${joint.failure.message}`);
}

function traceBound(args: BoundArguments, joint: JointDistribution): Result<PrintedCurve> {
  const { points: count, rows, seed } = args;
  const curve: Pick<InformationCurve, "points"> & Partial<InformationCurve> = args.deterministic
    ? deterministicCurve(joint, { points: count, seed }, alwaysProceed)
    : informationCurve(joint, { points: count }, alwaysProceed);
  const hy = labelEntropy(joint);
  const points = curve.points.map(({ ixt, ity, beta }): PrintedPoint => ({
    ...(beta === undefined || !Number.isFinite(beta) ? {} : { beta }),
    ixt,
    ity,
    ...(rows === undefined ? {} : sampledPoint({ ixt, ity }, joint.classes, rows, hy)),
  }));
  return succeed({
    points,
    ...(curve.accuracy === undefined ? {} : { accuracy: curve.accuracy }),
    deterministic: isDeterministic(joint),
    hx: inputEntropy(joint),
    hy,
    ixy: inputLabelInformation(joint),
    notes: curve.notes ?? [],
  });
}

function describe({ points, accuracy, hx, hy, ixy, notes }: PrintedCurve): string {
  const sampled = points.some(({ lower }) => lower !== undefined);
  const figure = (value: number | undefined): string => (value === undefined ? "-" : writeFixed(value, 6));
  const columns = ["β", "I(X;T)", "I(T;Y)", ...(sampled ? ["at least", "at most"] : [])];
  const table = formatTable(
    columns.map((heading) => ({ heading })),
    points.map(({ beta, ixt, ity, lower, upper }) => [
      beta?.toPrecision(5) ?? "-",
      figure(ixt),
      figure(ity),
      ...(sampled ? [figure(lower), figure(upper)] : []),
    ]),
  );
  const reliability = accuracy === undefined ? "" : ` The curve is within ${accuracy.toPrecision(2)} bit.`;
  return [
    table,
    "",
    `H(X) = ${hx.toFixed(4)}, H(Y) = ${hy.toFixed(4)}, I(X;Y) = ${ixy.toFixed(4)} bit.${reliability}`,
    ...notes,
  ].join("\n");
}
