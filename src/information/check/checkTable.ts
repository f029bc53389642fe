import type { CheckRow } from "./checkEstimators";

/** The columns of the check's table, for every place that shows it. */
export const checkColumns = [
  { heading: "estimator", isText: true },
  { heading: "distribution", isText: true },
  { heading: "true bits" },
  { heading: "estimated bits" },
  { heading: "error" },
  { heading: "allowed" },
  { heading: "", isText: true },
  { heading: "time" },
] as const;

/** One line in words and figures. */
export function checkCells(row: CheckRow): string[] {
  const { estimator, distribution, trueBits, bits, interval, error, tolerance, passed, milliseconds } = row;
  const found =
    interval === undefined
      ? bits.toFixed(4)
      : `${bits.toFixed(4)} (${interval[0].toFixed(4)} to ${interval[1].toFixed(4)})`;
  return [
    estimator,
    distribution,
    trueBits.toFixed(4),
    found,
    writeError(error),
    tolerance < 1e-3 ? tolerance.toExponential(0) : String(tolerance),
    passed ? "✓" : "✗",
    `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`,
  ];
}

/**
 * The check as a Markdown page.
 * @param planned lines that a whole check has; fewer were run if it was stopped
 */
export function describeCheck(rows: readonly CheckRow[], planned: number): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const alignment = checkColumns.map((column) => ("isText" in column ? ":--" : "--:"));
  const table = [
    line(checkColumns.map(({ heading }) => heading)),
    line(alignment),
    ...rows.map((row) => line(checkCells(row))),
  ];
  const cut = rows.length < planned ? [`The check was stopped after ${rows.length} of ${planned}.`, ""] : [];
  return [
    "# Estimators on distributions whose answer is known",
    "",
    summarizeCheck(rows),
    "",
    ...cut,
    table.join("\n"),
    "",
    "All figures in bits. What is exact may be off by rounding; what is sampled by what a sample of its size strays.",
    "",
  ].join("\n");
}

/** What the whole check says, in a sentence. */
export function summarizeCheck(rows: readonly CheckRow[]): string {
  const wrong = rows.filter(({ passed }) => !passed);
  return wrong.length === 0
    ? `All ${rows.length} are within what is allowed: for one figure its error, for an interval that it holds the truth.`
    : `${wrong.length} of ${rows.length} are off by more than is allowed: ${wrong.map(({ estimator, distribution }) => `${estimator} on ${distribution}`).join("; ")}.`;
}

function writeError(error: number): string {
  const size = Math.abs(error);
  return size === 0 ? "0" : size < 1e-3 ? error.toExponential(1) : error.toFixed(4);
}
