import { checkEstimators, type CheckRow } from "../information/check/checkEstimators";
import { checkColumns, checkCells, summarizeCheck } from "../information/check/checkTable";
import type { CheckArguments } from "./checkArguments";
import { EXIT_FAILED, EXIT_OK } from "./exit";
import { formatTable } from "./formatTable";
import type { TextOutput } from "./progressLine";

export interface CheckEnvironment {
  readonly out: TextOutput;
  readonly clock: () => number;
}

/** `ib-analysis check`: every estimator on distributions whose answer is known. @returns the exit code */
export function checkCommand({ format }: CheckArguments, { out, clock }: CheckEnvironment): number {
  const rows: CheckRow[] = [...checkEstimators(clock, () => true)];
  const passed = rows.every((row) => row.passed);
  if (format === "json") {
    out.write(`${JSON.stringify({ passed, rows })}\n`);
  } else {
    out.write(`${formatTable(checkColumns, rows.map(checkCells))}\n\n${summarizeCheck(rows)}\n`);
  }
  return passed ? EXIT_OK : EXIT_FAILED;
}
