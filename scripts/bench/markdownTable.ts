import type { Findings, Outcome, Section } from "./section";
import type { TargetOutcome } from "./targets";

const MARKERS = { start: "<!-- bench:start -->", end: "<!-- bench:end -->" } as const;

/** A number with three significant digits and no exponent. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) {
    return "–";
  }
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 6));
}

/** A Markdown table with its columns aligned as Prettier aligns them. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, ...[title, ...rows.map((row) => row[column]!)].map((cell) => cell.length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows.map(line)].join(
    "\n",
  );
}

/** One section as a table: the value, and the ratio to ours. */
export function sectionTable({ title, unit, base, rows }: Section): string {
  const baseOutcome = rows.find(({ name }) => name === base)?.outcome;
  const baseValue = baseOutcome?.kind === "measured" ? baseOutcome.value : undefined;
  const ratio = (outcome: Outcome): string =>
    outcome.kind === "measured" && baseValue !== undefined ? formatNumber(outcome.value / baseValue) : "";
  const value = (outcome: Outcome): string =>
    outcome.kind === "absent" ? outcome.reason : formatNumber(outcome.value);
  const note = (outcome: Outcome): string =>
    outcome.kind === "measured" && outcome.note !== undefined ? ` (${outcome.note})` : "";
  return markdownTable(
    base === undefined ? [title, unit] : [title, unit, "× ours"],
    rows.map(({ name, outcome }) => [
      `${name}${note(outcome)}`,
      value(outcome),
      ...(base === undefined ? [] : [ratio(outcome)]),
    ]),
  );
}

/** The table of targets. */
export function targetTable(targets: readonly TargetOutcome[]): string {
  return markdownTable(
    ["what it must reach", "limit", "measured", ""],
    targets.map(({ title, relation, limit, ratio }) => [
      title,
      `${relation === "at most" ? "≤" : "≥"} ${formatNumber(limit)}`,
      ratio === undefined ? "–" : formatNumber(ratio),
      ratio === undefined ? "not measured" : isReached(relation, ratio, limit) ? "reached" : "missed",
    ]),
  );
}

function isReached(relation: TargetOutcome["relation"], ratio: number, limit: number): boolean {
  return relation === "at most" ? ratio <= limit : ratio >= limit;
}

/** The report as docs/speed.md shows it. */
export function markdownReport(
  machine: string,
  findings: Findings,
  targets: readonly TargetOutcome[],
): string {
  return [machine, ...findings.map(sectionTable), targetTable(targets)].join("\n\n");
}

/**
 * Puts the report between the two markers of a text.
 * @returns undefined if the text has no such place
 */
export function replaceReport(text: string, report: string): string | undefined {
  const start = text.indexOf(MARKERS.start);
  const end = text.indexOf(MARKERS.end, start);
  return start < 0 || end < 0
    ? undefined
    : `${text.slice(0, start + MARKERS.start.length)}\n\n${report}\n\n${text.slice(end)}`;
}
