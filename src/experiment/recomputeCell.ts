import type { Dataset } from "../data/dataset";
import type { Failure } from "../failure";
import { describeNetwork } from "../network/networkSpec";
import { EstimateNotes } from "../run/estimateNotes";
import type { CellEvent, CellSnapshot, CellStarted } from "../run/runEvent";
import type { Cell } from "./cell";
import type { CellEnvironment, KeptActivations, KeptRows } from "./cellEnvironment";
import { describeNotes } from "./describeNotes";
import { describeEstimators, measuringEstimators } from "./measuringEstimators";
import type { CellEnd } from "./runCell";
import { rowSetsOf } from "./rowSets";
import { takeSnapshot, type Measurement } from "./takeSnapshot";

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
  environment: Pick<CellEnvironment, "clock" | "proceed" | "onEpoch" | "onLog">,
): Generator<CellEvent, CellEnd> {
  const startedAt = environment.clock();
  const [started] = stored;
  const rows = kept.rows();
  if (started?.type !== "cell/started") {
    return failed({ code: "run/file-format", message: "The run has no network to estimate again." });
  }
  if (!rows.ok) {
    return failed(rows.failure);
  }
  const { measurement, described } = describeMeasurement(cell, started, rows.value);
  const notes = new EstimateNotes();
  for (const event of stored) {
    switch (event.type) {
      case "cell/started":
        yield described;
        break;
      case "cell/bound":
      case "cell/epoch":
        yield event;
        break;
      case "cell/snapshot": {
        const activations = kept.at(event.epoch, started.layers.length);
        if (!activations.ok) {
          return failed(activations.failure);
        }
        const added = takeSnapshot(cell.id, event.epoch, measurement, activations.value, environment.proceed);
        if (added === undefined) {
          return { status: "cancelled" };
        }
        const snapshot: CellSnapshot = { ...event, estimates: [...event.estimates, ...added.estimates] };
        notes.add(snapshot, described);
        environment.onEpoch(event.epoch);
        yield snapshot;
        break;
      }
      case "cell/finished":
        yield {
          ...event,
          seconds: (environment.clock() - startedAt) / 1000,
          findings: [
            ...event.findings.filter(({ code }) => code !== "analysis/estimator"),
            ...describeNotes(notes, described).map((message) => ({
              code: "analysis/estimator",
              severity: "information" as const,
              message,
              path: ["analysis"],
            })),
          ],
        };
        break;
    }
  }
  return environment.proceed() ? { status: "completed" } : { status: "cancelled" };
}

function describeMeasurement(
  cell: Cell,
  started: CellStarted,
  rows: KeptRows,
): { readonly measurement: Measurement; readonly described: CellStarted } {
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
    measurement: {
      network,
      estimators: all.slice(started.estimators.length),
      rowSets: rowSetsOf(dataset, { training: rows.trainingRows, test: new Uint32Array() }),
      curve: undefined,
    },
    described: { ...started, estimators: describeEstimators(all, network) },
  };
}

function failed(failure: Failure): CellEnd {
  return { status: "failed", failure };
}
