import {
  countSnapshotColumns,
  EPOCH_COLUMNS_FIXED,
  EPOCH_COLUMNS_PER_LAYER,
  type BoundView,
  type CellDelta,
  type CellView,
  type HostToView,
  type RunProgress,
  type RunStatus,
  type RunView,
  type ViewNote,
} from "../protocol/viewMessages";
import { EstimateNotes } from "./estimateNotes";
import { GrowingTable } from "./growingTable";
import { describeBound, estimateFigures } from "./estimateFigures";
import type {
  CellEpoch,
  CellFinished,
  CellId,
  CellSnapshot,
  CellStarted,
  RunEvent,
  RunStarted,
} from "./runEvent";

/** How far a view has been told; hand it back to `delta`. */
export interface RunCursor {
  readonly revision: number;
  readonly cells: readonly {
    readonly epochs: number;
    readonly snapshots: number;
    readonly notes: number;
    readonly bound: boolean;
  }[];
}

interface CellRecord {
  readonly started: CellStarted;
  /** Among the cells of the header, from 1. */
  readonly position: number;
  readonly epochs: GrowingTable;
  readonly snapshots: GrowingTable;
  readonly estimateNotes: EstimateNotes;
  readonly findings: string[];
  bound: BoundView | undefined;
}

/**
 * What is known of a run so far, as a view wants it: events folded into tables. The host keeps one record a run
 * and each view a cursor into it, so that a view gets the whole once and then only new rows.
 */
export class RunRecord {
  private started: RunStarted | undefined;
  private status: RunStatus = "running";
  private failure: string | undefined;
  private progress: RunProgress | undefined;
  private readonly cells: CellRecord[] = [];
  private readonly finishedCells: CellFinished[] = [];
  private revision = 0;

  apply(event: RunEvent): void {
    this.revision++;
    switch (event.type) {
      case "run/started":
        this.started = event;
        break;
      case "cell/started":
        this.insertCell({
          started: event,
          position: this.positionOf(event.cell),
          epochs: new GrowingTable(EPOCH_COLUMNS_FIXED + EPOCH_COLUMNS_PER_LAYER * event.layers.length),
          snapshots: new GrowingTable(countSnapshotColumns(event.layers.length, event.estimators.length)),
          estimateNotes: new EstimateNotes(),
          findings: [],
          bound: undefined,
        });
        break;
      case "cell/bound": {
        const cell = this.cellOf(event.cell);
        if (cell !== undefined) {
          cell.bound = describeBound(event);
        }
        break;
      }
      case "cell/epoch":
        this.cellOf(event.cell)?.epochs.add(epochRow(event));
        break;
      case "cell/snapshot":
        this.addSnapshot(event);
        break;
      case "cell/finished":
        this.finishedCells.push(event);
        // What the estimator said is among the notes already, from the snapshots themselves.
        this.cellOf(event.cell)?.findings.push(
          ...event.findings.filter(({ code }) => code !== "analysis/estimator").map(({ message }) => message),
        );
        break;
      case "run/finished":
        this.status = event.status;
        this.progress = undefined;
        break;
      case "run/failed":
        this.status = "failed";
        this.failure = event.failure.message;
        this.progress = undefined;
        break;
    }
  }

  setProgress(progress: RunProgress | undefined): void {
    this.revision++;
    this.progress = progress;
  }

  /** A run file that ends without `run/finished` was cut off: call this after its last event. */
  markInterrupted(): void {
    if (this.status === "running") {
      this.revision++;
      this.status = "interrupted";
      this.progress = undefined;
    }
  }

  /** The header; undefined before the first event. */
  get header(): RunStarted | undefined {
    return this.started;
  }

  /** What each finished cell said at its end, in the order of their ends. */
  get finished(): readonly CellFinished[] {
    return this.finishedCells;
  }

  view(): RunView {
    return {
      runId: this.started?.runId ?? "",
      configName: this.started?.configName ?? "",
      createdAt: this.started?.createdAt ?? "",
      ...this.state(),
      networks: this.started?.cells.length ?? 0,
      cells: this.cells.map(viewOfCell),
    };
  }

  /** What a view that was just given `view()` has been told. */
  cursor(): RunCursor {
    return {
      revision: this.revision,
      cells: this.cells.map((cell) => ({
        epochs: cell.epochs.rows,
        snapshots: cell.snapshots.rows,
        notes: noteChanges(cell),
        bound: cell.bound !== undefined,
      })),
    };
  }

  /**
   * What came since the cursor; undefined where nothing did. A cell that the cursor does not know makes the
   * answer "whole": the view then needs `view()`.
   */
  delta(
    since: RunCursor,
  ): Omit<Extract<HostToView, { readonly type: "run/delta" }>, "sequence"> | "whole" | undefined {
    if (since.revision === this.revision) {
      return undefined;
    }
    if (since.cells.length !== this.cells.length || this.started === undefined) {
      return "whole";
    }
    const cells: CellDelta[] = [];
    for (const [cellIndex, cell] of this.cells.entries()) {
      const told = since.cells[cellIndex]!;
      const epochs = cell.epochs.rows > told.epochs;
      const snapshots = cell.snapshots.rows > told.snapshots;
      const notes = noteChanges(cell) > told.notes;
      const bound = told.bound ? undefined : cell.bound;
      if (epochs || snapshots || notes || bound !== undefined) {
        cells.push({
          cellIndex,
          ...(epochs ? { epochs: cell.epochs.rowsFrom(told.epochs) } : {}),
          ...(snapshots ? { snapshots: cell.snapshots.rowsFrom(told.snapshots) } : {}),
          ...(bound === undefined ? {} : { bound }),
          ...(notes ? { notes: notesOf(cell) } : {}),
        });
      }
    }
    return { type: "run/delta", runId: this.started.runId, ...this.state(), cells };
  }

  private state(): Pick<RunView, "status" | "failure" | "progress"> {
    return {
      status: this.status,
      ...(this.failure === undefined ? {} : { failure: this.failure }),
      ...(this.progress === undefined ? {} : { progress: this.progress }),
    };
  }

  private addSnapshot(event: CellSnapshot): void {
    const cell = this.cellOf(event.cell);
    if (cell === undefined) {
      return;
    }
    cell.snapshots.add([
      event.epoch,
      ...cell.started.estimators.flatMap(({ key, spread }) => {
        const overAllRows = event.estimates.find(
          ({ estimator, rows }) => estimator === key && rows === "all",
        );
        return cell.started.layers.flatMap((_, layer) => estimateFigures(overAllRows?.layers[layer], spread));
      }),
    ]);
    cell.estimateNotes.add(event, cell.started);
  }

  /** Cells begin in any order; they are shown in that of the header. */
  private insertCell(cell: CellRecord): void {
    const after = this.cells.findIndex(({ position }) => position > cell.position);
    this.cells.splice(after < 0 ? this.cells.length : after, 0, cell);
  }

  private positionOf(id: CellId): number {
    const planned = this.started?.cells ?? [];
    const index = planned.findIndex((cell) => isSameCell(cell, id));
    return 1 + (index < 0 ? planned.length : index);
  }

  private cellOf(id: CellId): CellRecord | undefined {
    return this.cells.find(({ started }) => isSameCell(started.cell, id));
  }
}

function isSameCell(a: CellId, b: CellId): boolean {
  return a.variant === b.variant && a.seed === b.seed;
}

function epochRow(event: CellEpoch): number[] {
  const { training, test } = event;
  return [
    event.epoch,
    training.loss,
    test.loss,
    training.accuracy,
    test.accuracy,
    ...event.layers.flatMap((layer) => [layer.gradientMean, layer.gradientDeviation, layer.weightNorm]),
  ];
}

function viewOfCell(cell: CellRecord): CellView {
  const { started, epochs, snapshots } = cell;
  const { dataset } = started;
  return {
    position: cell.position,
    variant: started.cell.variant,
    seed: started.cell.seed,
    layers: started.layers,
    datasetName: dataset.name,
    rows: dataset.rows,
    trainingRows: dataset.trainingRows,
    classes: dataset.classNames.length,
    inputEntropy: dataset.inputEntropy,
    labelEntropy: dataset.labelEntropy,
    inputLabelInformation: dataset.inputLabelInformation,
    engine: `${started.engine.name} (${started.engine.backend})`,
    estimators: started.estimators.map(({ spread, hasNoBound, ...estimator }) => ({
      ...estimator,
      ...(spread === undefined ? {} : { spread }),
      ...(hasNoBound === undefined ? {} : { hasNoBound }),
    })),
    ...(cell.bound === undefined ? {} : { bound: cell.bound }),
    batchesPerEpoch: started.batchesPerEpoch,
    epochs: epochs.rowsFrom(0),
    snapshots: snapshots.rowsFrom(0),
    notes: notesOf(cell),
  };
}

/** Findings first: they are what the run says; the rest is how far to trust it. */
function notesOf(cell: CellRecord): ViewNote[] {
  return [...cell.findings.map((text) => ({ text })), ...cell.estimateNotes.list()];
}

/** Grows whenever `notesOf` changes. */
function noteChanges(cell: CellRecord): number {
  return cell.findings.length + cell.estimateNotes.changes;
}
