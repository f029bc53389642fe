import type { Dataset } from "../data/dataset/dataset";
import type { Failure } from "../base/failure";
import { describeNetwork } from "../network/networkSpec";
import { EstimateNotes } from "../run/estimateNotes";
import type { CellEvent, CellSnapshot, CellStarted } from "../run/runEvent";
import { findingsOfNotes } from "../analysis/findings/estimatorNotes";
import type { Cell } from "./cell";
import type { CellEnvironment, KeptActivations, KeptRows } from "./cellEnvironment";
import { checkKeptActivations, checkKeptRows } from "./checkKept";
import { describeNotes } from "./describeNotes";
import { storedFindings } from "./storedFindings";
import { EventQueue } from "./eventQueue";
import type { MeasuringPlan } from "./measuringThreads";
import { describeEstimators, measuringEstimators } from "./measuringEstimators";
import { endOfThrown, type CellEnd } from "./runCell";
import { rowSetsOf } from "./rowSets";

/**
 * Asks more estimators of a cell that kept its activations: its events again, each snapshot with the figures of
 * the estimators that the cell's config has beyond those that the events have. Nothing is trained.
 * @param cell its config lists the estimators of the events first, then those that are asked now
 * @param stored the cell's own events, from its start
 */
export function* recomputeCell(
  cell: Cell,
  stored: readonly CellEvent[],
  kept: KeptActivations,
  environment: Pick<CellEnvironment, "clock" | "proceed" | "onEpoch" | "measuring">,
): Generator<CellEvent, CellEnd> {
  const [started] = stored;
  if (started?.type !== "cell/started") {
    return failed({ code: "run/file-format", message: "The run has no network to estimate again." });
  }
  const rows = kept.rows(started);
  if (!rows.ok) {
    return failed(rows.failure);
  }
  const wrong = checkKeptRows(rows.value, started);
  if (wrong !== undefined) {
    return failed(wrong);
  }
  const { plan, described } = describeMeasurement(cell, started, rows.value);
  const { measuring } = environment;
  const threads = measuring?.start(plan, measuring.count);
  try {
    const queue = new EventQueue(plan, threads, environment.proceed);
    return yield* estimateAgain(stored, described, kept, environment, queue);
  } catch (thrown) {
    return endOfThrown(thrown);
  } finally {
    threads?.dispose();
  }
}

function* estimateAgain(
  stored: readonly CellEvent[],
  described: CellStarted,
  kept: KeptActivations,
  environment: Pick<CellEnvironment, "clock" | "proceed" | "onEpoch">,
  queue: EventQueue,
): Generator<CellEvent, CellEnd> {
  const startedAt = environment.clock();
  const notes = new EstimateNotes();
  let snapshots = 0;
  for (const event of stored) {
    switch (event.type) {
      case "cell/started":
        queue.push(described);
        break;
      case "cell/bound":
      case "cell/epoch":
      case "cell/weights":
      case "cell/histograms":
        queue.push(event);
        break;
      case "cell/snapshot": {
        const activations = kept.at(event.epoch, described);
        if (!activations.ok) {
          return failed(activations.failure);
        }
        const wrong = checkKeptActivations(activations.value, event, described, kept.fileOf(event.epoch));
        if (wrong !== undefined) {
          return failed(wrong);
        }
        environment.onEpoch(event.epoch, snapshots, true);
        queue.measure(event.epoch, activations.value, ({ estimates }) => {
          const snapshot: CellSnapshot = { ...event, estimates: [...event.estimates, ...estimates] };
          notes.add(snapshot, described);
          snapshots++;
          environment.onEpoch(event.epoch, snapshots, true);
          return snapshot;
        });
        break;
      }
      case "cell/finished":
        // Its sentences are about all snapshots.
        yield* queue.rest();
        queue.push({
          ...event,
          seconds: (environment.clock() - startedAt) / 1000,
          findings: [
            ...event.findings.filter(({ code }) => code !== "analysis/estimator"),
            ...storedFindings(findingsOfNotes(describeNotes(notes, described))),
          ],
        });
        break;
    }
    yield* queue.settled();
  }
  yield* queue.rest();
  return { status: "completed" };
}

function describeMeasurement(
  cell: Cell,
  started: CellStarted,
  rows: KeptRows,
): { readonly plan: MeasuringPlan; readonly described: CellStarted } {
  const network = describeNetwork(cell.config.network, rows.columns, started.dataset.classNames.length);
  const all = measuringEstimators(cell.config.analysis);
  const dataset: Dataset = {
    name: started.dataset.name,
    rows: rows.labels.length,
    columns: rows.columns,
    inputs: rows.inputs,
    labels: rows.labels,
    classNames: started.dataset.classNames,
    ...(rows.conditional === undefined ? {} : { conditional: rows.conditional }),
  };
  return {
    plan: {
      cell: cell.id,
      analysis: cell.config.analysis,
      skippedEstimators: started.estimators.length,
      network,
      rowSets: rowSetsOf(dataset, { training: rows.trainingRows, test: new Uint32Array() }),
      curve: undefined,
    },
    described: { ...started, estimators: describeEstimators(all, network) },
  };
}

function failed(failure: Failure): CellEnd {
  return { status: "failed", failure };
}
