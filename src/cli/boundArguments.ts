import { SEED_MAX } from "../base/limits";
import type { BoundArguments } from "./boundCommand";
import { readNumber, readWord, type OptionValue } from "./optionValues";

export const BOUND_OPTIONS = {
  conditional: { type: "boolean" },
  px: { type: "string" },
  points: { type: "string" },
  deterministic: { type: "boolean" },
  rows: { type: "string" },
  seed: { type: "string" },
  format: { type: "string" },
} as const;

const POINTS_MIN = 2;
const POINTS_MAX = 10_000;
const POINTS_DEFAULT = 100;
const ROWS_MAX = 1e12;

export const BOUND_HELP = `ib-analysis bound PXY.npy [options]

The information-bottleneck bound of a joint distribution: the largest I(T;Y) for each I(X;T), over all encoders
p(t|x). PXY: a table of p(x,y), inputs × classes (counts will do).

Options:
  --conditional      PXY holds p(y|x): a row an input, each row sums to 1
  --px P.npy         p(x) of these rows (default: all equally likely)
  --points N         rows of the curve (default: ${POINTS_DEFAULT})
  --deterministic    the deterministic bottleneck: hard encoders only (Strouse & Schwab 2017)
  --rows N           the finite-sample bound around the curve for N sampled rows
  --seed N           of the restarts of --deterministic (default: 0)
  --format FORMAT    json or table (default: table)
`;

/** The arguments of `bound`, or a sentence on what is wrong with them. */
export function parseBoundArguments(
  values: {
    readonly [Option in keyof typeof BOUND_OPTIONS]?: string | boolean | undefined;
  },
  paths: readonly string[],
): OptionValue<BoundArguments> {
  const [tablePath, ...more] = paths;
  if (tablePath === undefined || more.length > 0) {
    return { wrong: `bound takes one file, a table of p(x,y) or p(y|x); ${paths.length} were given.` };
  }
  const text = (option: keyof typeof BOUND_OPTIONS): string | undefined => {
    const value = values[option];
    return typeof value === "string" ? value : undefined;
  };
  const isConditional = values.conditional === true;
  if (text("px") !== undefined && !isConditional) {
    return { wrong: "--px goes with --conditional: a table of p(x,y) has its p(x) already." };
  }
  if (text("seed") !== undefined && values.deterministic !== true) {
    return { wrong: "--seed goes with --deterministic: nothing else is drawn at random." };
  }
  const points = readNumber("points", text("points") ?? String(POINTS_DEFAULT), {
    whole: true,
    minimum: POINTS_MIN,
    maximum: POINTS_MAX,
  });
  const rows = readNumber("rows", text("rows") ?? "1", { whole: true, minimum: 1, maximum: ROWS_MAX });
  const seed = readNumber("seed", text("seed") ?? "0", { whole: true, minimum: 0, maximum: SEED_MAX });
  const format = readWord("format", text("format") ?? "table", ["json", "table"] as const);
  if ("wrong" in points) {
    return points;
  }
  if ("wrong" in rows) {
    return rows;
  }
  if ("wrong" in seed) {
    return seed;
  }
  if ("wrong" in format) {
    return format;
  }
  return {
    value: {
      command: "bound",
      tablePath,
      conditional: isConditional,
      inputsPath: text("px"),
      points: points.value,
      deterministic: values.deterministic === true,
      rows: text("rows") === undefined ? undefined : rows.value,
      seed: seed.value,
      format: format.value,
    },
  };
}
