/** What came of one contender. */
export type Outcome =
  | { readonly kind: "measured"; readonly value: number; readonly note?: string }
  /** "not found", "disagrees" and the like. */
  | { readonly kind: "absent"; readonly reason: string };

export interface SectionRow {
  readonly name: string;
  readonly outcome: Outcome;
}

/** One table: the contenders for one piece of work. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly unit: "ms" | "s" | "MiB" | "exponent" | "tasks" | "a second" | "factor";
  /** The row that the ratios are taken of: ours. Left out if there is nothing to compare. */
  readonly base?: string;
  readonly rows: readonly SectionRow[];
}

/** Everything that a run of the benchmark found. */
export type Findings = readonly Section[];

export function measured(value: number, note?: string): Outcome {
  return { kind: "measured", value, ...(note === undefined ? {} : { note }) };
}

export function absent(reason: string): Outcome {
  return { kind: "absent", reason };
}

/** A row's value, or undefined if it was not measured. */
export function valueOf(findings: Findings, section: string, row: string): number | undefined {
  const outcome = findings.find(({ id }) => id === section)?.rows.find(({ name }) => name === row)?.outcome;
  return outcome?.kind === "measured" ? outcome.value : undefined;
}
