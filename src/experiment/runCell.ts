import { findingsOf } from "../analysis/findings";
import type { Failure } from "../failure";
import type { CellEvent } from "../run/runEvent";
import type { Cell } from "./cell";
import type { CellEnvironment } from "./cellEnvironment";
import { computeBound } from "./computeBound";
import { prepareCell } from "./prepareCell";
import { trainAndMeasure } from "./trainAndMeasure";

export type CellEnd =
  | { readonly status: "completed" }
  | { readonly status: "cancelled" }
  | { readonly status: "failed"; readonly failure: Failure };

/**
 * One cell from its config to its last event: data, split, network, training, and at every snapshot the
 * estimates. Events come in the order in which they happen; the return value says how it ended.
 */
export async function* runCell(cell: Cell, environment: CellEnvironment): AsyncGenerator<CellEvent, CellEnd> {
  const started = environment.clock();
  const prepared = await prepareCell(cell, environment);
  if (!prepared.ok) {
    return { status: "failed", failure: prepared.failure };
  }
  const { setup, session } = prepared.value;
  try {
    if (!environment.proceed()) {
      return { status: "cancelled" };
    }
    yield setup.started;
    const bound = computeBound(cell, setup, environment.proceed);
    if (bound === undefined) {
      return { status: "cancelled" };
    }
    if (bound.event !== undefined) {
      yield bound.event;
    }
    const measured = yield* trainAndMeasure(cell, { ...setup, curve: bound.curve }, session, environment);
    if (measured === undefined) {
      return { status: "cancelled" };
    }
    yield {
      type: "cell/finished",
      cell: cell.id,
      seconds: (environment.clock() - started) / 1000,
      findings: findingsOf(measured).map((finding) => ({ ...finding, path: [...finding.path] })),
    };
    return { status: "completed" };
  } finally {
    session.dispose();
  }
}
