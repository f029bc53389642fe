import type { CellResult } from "../analysis/cellResult";
import { findingsOf } from "../analysis/findings/findings";
import type { Failure } from "../base/failure";
import { Stopped } from "../base/proceed";
import type { InformationCurve } from "../information/bound/informationCurve";
import type { CellEvent } from "../run/runEvent";
import type { TrainingSession } from "../training/engine/trainingEngine";
import type { Cell } from "./cell";
import type { CellEnvironment } from "./cellEnvironment";
import { computeBound } from "./computeBound";
import { storedFindings } from "./storedFindings";
import { EventQueue } from "./eventQueue";
import type { MeasuringPlan } from "./measuringThreads";
import { prepareCell, type CellSetup } from "./prepareCell";
import { trainAndMeasure } from "./trainAndMeasure";

export type CellEnd =
  | { readonly status: "completed" }
  | { readonly status: "canceled" }
  | { readonly status: "failed"; readonly failure: Failure };

/**
 * One cell from its config to its last event: data, split, network, training, and at every snapshot the
 * estimates. Events come in the order in which they happen; the return value says how it ended.
 */
export async function* runCell(cell: Cell, environment: CellEnvironment): AsyncGenerator<CellEvent, CellEnd> {
  try {
    return yield* runToTheEnd(cell, environment);
  } catch (thrown) {
    return endOfThrown(thrown);
  }
}

/** The end of a cell whose work was stopped. Whatever else was thrown is thrown on. */
export function endOfThrown(thrown: unknown): CellEnd {
  if (thrown instanceof Stopped) {
    return { status: "canceled" };
  }
  throw thrown;
}

async function* runToTheEnd(cell: Cell, environment: CellEnvironment): AsyncGenerator<CellEvent, CellEnd> {
  const started = environment.clock();
  const prepared = await prepareCell(cell, environment);
  if (!prepared.ok) {
    return { status: "failed", failure: prepared.failure };
  }
  const { setup, session } = prepared.value;
  try {
    environment.proceed();
    yield setup.started;
    const bound = computeBound(cell, setup, environment.proceed, environment.shared);
    if (bound.event !== undefined) {
      yield bound.event;
    }
    const measured = yield* trainBesideThreads(cell, setup, bound.curve, session, environment);
    yield {
      type: "cell/finished",
      cell: cell.id,
      seconds: (environment.clock() - started) / 1000,
      ...(measured.divergedAt === undefined ? {} : { divergedAt: measured.divergedAt }),
      findings: storedFindings(findingsOf(measured)),
    };
    return { status: "completed" };
  } finally {
    session.dispose();
  }
}

function* trainBesideThreads(
  cell: Cell,
  setup: CellSetup,
  curve: InformationCurve | undefined,
  session: TrainingSession,
  environment: CellEnvironment,
): Generator<CellEvent, CellResult> {
  const plan: MeasuringPlan = {
    cell: cell.id,
    analysis: cell.config.analysis,
    skippedEstimators: 0,
    network: setup.network,
    rowSets: setup.rowSets,
    curve,
  };
  const threads =
    setup.measuringThreads > 0 ? environment.measuring?.start(plan, setup.measuringThreads) : undefined;
  try {
    const queue = new EventQueue(plan, threads, environment.proceed);
    return yield* trainAndMeasure(cell, setup, session, environment, queue);
  } finally {
    threads?.dispose();
  }
}
