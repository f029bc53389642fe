import type { ConfigPath } from "../base/failure";
import { SYMMETRIC_RULE_NAME } from "../base/icosahedron";
import type { Divergence, RunProgress, RunStatus } from "../run/progress";
import {
  countEpochColumns,
  countSnapshotColumns,
  EPOCH_FIGURES,
  HISTOGRAM_FIGURES,
  LAYER_FIGURES,
  rowOf,
} from "./tables";
import type {
  BoundView,
  CellDelta,
  CellView,
  HostToView,
  RunView,
  ViewNote,
  NeuronList,
  NeuronsOfSnapshots,
  ViewVerdict,
} from "./viewMessages";
import { largestShare } from "../run/largestClass";
import { EstimateNotes } from "../run/estimateNotes";
import { decodeFloats } from "../run/floatText";
import { divergenceOf } from "../run/divergence";
import { GrowingTable } from "./growingTable";
import { describeBound, estimateFigures } from "./estimateFigures";
import type {
  CellEpoch,
  CellFinished,
  CellHistograms,
  CellId,
  CellSnapshot,
  CellStarted,
  CellWeights,
  RunEvent,
  RunStarted,
} from "../run/runEvent";

/** How far a view has been told of a run; hand it back to `tell`. */
export interface RunCursor {
  readonly revision: number;
  /** Undefined for a view that was told before the header came. */
  readonly runId: string | undefined;
  /** By the cell's position; cells that the view does not have are left out. */
  readonly cells: ReadonlyMap<number, CellCursor>;
}

interface CellCursor {
  readonly epochs: number;
  readonly snapshots: number;
  readonly notes: number;
  readonly bound: boolean;
}

/** What a view is told next. */
export interface RunNews {
  readonly message: Unnumbered<Extract<HostToView, { readonly type: "run/snapshot" | "run/delta" }>>;
  /** What the view has been told with it. */
  readonly cursor: RunCursor;
  /** Whether the view then has all; otherwise there is more to tell at once. */
  readonly isWhole: boolean;
}

type Unnumbered<M> = M extends unknown ? Omit<M, "sequence"> : never;

/**
 * Tables of cells that one message brings, in bytes; at least one cell comes whole. A run of a thousand networks has
 * hundreds of megabytes, which no message should.
 */
const BEGUN_BYTES_MAX = 8 * 1024 * 1024;

/** The most that a record keeps of weights and of histograms: those of the first networks, if a run has more. */
const WEIGHT_LETTERS_MAX = 32 * 1024 * 1024;
const HISTOGRAM_COUNTS_MAX = 4 * 1024 * 1024;

/** States of a run whose end has not been heard of. */
const GOING_ON: readonly RunStatus[] = ["opening", "running", "elsewhere"];

interface CellRecord {
  readonly started: CellStarted;
  /** Among the cells of the header, from 1. */
  readonly position: number;
  readonly epochs: GrowingTable;
  readonly snapshots: GrowingTable;
  readonly estimateNotes: EstimateNotes;
  readonly findings: ViewNote[];
  /** In the order of their epochs. */
  readonly weights: CellWeights[];
  readonly histograms: CellHistograms[];
  /** The config line that the verdict would change; undefined if there is none. */
  advicePath: ConfigPath | undefined;
  bound: BoundView | undefined;
  divergence: Divergence | undefined;
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
  private openedShare = 0;
  private weightLetters = 0;
  private histogramCounts = 0;
  /** Those that have begun, in the order of the header. */
  private readonly cells: CellRecord[] = [];
  private readonly cellsByKey = new Map<string, CellRecord>();
  /** The place of every cell of the header. */
  private readonly positions = new Map<string, number>();
  private readonly finishedCells: CellFinished[] = [];
  private revision = 0;
  private readonly begunBytesMax: number;

  constructor(begunBytesMax = BEGUN_BYTES_MAX) {
    this.begunBytesMax = begunBytesMax;
  }

  apply(event: RunEvent): void {
    this.revision++;
    switch (event.type) {
      case "run/started":
        this.started = event;
        for (const [index, cell] of event.cells.entries()) {
          this.positions.set(keyOf(cell), 1 + index);
        }
        break;
      case "cell/started":
        this.insertCell({
          started: event,
          position: this.positionOf(event.cell),
          epochs: new GrowingTable(countEpochColumns(event.layers.length)),
          snapshots: new GrowingTable(countSnapshotColumns(event.layers.length, event.estimators.length)),
          estimateNotes: new EstimateNotes(),
          findings: [],
          weights: [],
          histograms: [],
          advicePath: undefined,
          bound: undefined,
          divergence: undefined,
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
      case "cell/weights":
        this.addWeights(event);
        break;
      case "cell/histograms":
        this.addHistograms(event);
        break;
      case "cell/finished":
        this.finishedCells.push(event);
        this.finishCell(event);
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

  /**
   * A run file that ends without `run/finished` was cut off: call this after its last event.
   * @param problem what is wrong with the file behind it, as a sentence
   */
  markInterrupted(problem?: string): void {
    if (GOING_ON.includes(this.status) || problem !== undefined) {
      this.revision++;
      this.status = "interrupted";
      this.failure = problem ?? this.failure;
      this.progress = undefined;
    }
  }

  /** A stored run is being read, so far to a share of its file, 0 to 1: call this until its last event. */
  markOpening(share: number): void {
    if (this.status === "running" || this.status === "opening") {
      this.revision++;
      this.status = "opening";
      this.openedShare = share;
    }
  }

  /** A run file that has no end yet is being written by another process: call this after its last event. */
  markElsewhere(): void {
    if (GOING_ON.includes(this.status)) {
      this.revision++;
      this.status = "elsewhere";
    }
  }

  /** Whether more events may come of a run that another process writes. */
  get goesOnElsewhere(): boolean {
    return this.status === "elsewhere";
  }

  /** The header; undefined before the first event. */
  get header(): RunStarted | undefined {
    return this.started;
  }

  /** What each finished cell said at its end, in the order of their ends. */
  get finished(): readonly CellFinished[] {
    return this.finishedCells;
  }

  /** The config field that the first network's verdict would change, of those that would change one. */
  get advicePath(): ConfigPath | undefined {
    return this.cells.find(({ advicePath }) => advicePath !== undefined)?.advicePath;
  }

  /** The whole run, however large. */
  view(): RunView {
    return { ...this.describe(), cells: this.cells.map(viewOfCell) };
  }

  /**
   * What a view is to be told next; undefined if nothing came since the cursor.
   * @param since undefined for a view that has nothing of this run
   */
  tell(since: RunCursor | undefined): RunNews | undefined {
    if (since !== undefined && since.revision === this.revision) {
      return undefined;
    }
    const runId = this.started?.runId;
    const hasHeader = since !== undefined && since.runId === runId;
    const told = new Map<number, CellCursor>();
    const begun: CellView[] = [];
    const cells: CellDelta[] = [];
    let bytes = 0;
    let isWhole = true;
    for (const cell of this.cells) {
      const known = hasHeader ? since.cells.get(cell.position) : undefined;
      if (known === undefined) {
        bytes += cell.epochs.bytes + cell.snapshots.bytes;
        if (!isWhole || (begun.length > 0 && bytes > this.begunBytesMax)) {
          isWhole = false;
          continue;
        }
        begun.push(viewOfCell(cell));
      } else {
        const delta = deltaOfCell(cell, known, told.size);
        if (delta !== undefined) {
          cells.push(delta);
        }
      }
      told.set(cell.position, cursorOfCell(cell));
    }
    // A cursor of no revision makes the next call go on where this one left off.
    const cursor = { revision: isWhole ? this.revision : NaN, runId, cells: told };
    if (!hasHeader || runId === undefined) {
      return {
        message: { type: "run/snapshot", run: { ...this.describe(), cells: begun } },
        cursor,
        isWhole,
      };
    }
    const message = {
      type: "run/delta" as const,
      runId,
      ...this.state(),
      ...(begun.length === 0 ? {} : { begun }),
      cells,
    };
    return { message, cursor, isWhole };
  }

  private describe(): Omit<RunView, "cells"> {
    return {
      runId: this.started?.runId ?? "",
      configName: this.started?.configName ?? "",
      createdAt: this.started?.createdAt ?? "",
      ...this.state(),
      networks: this.started?.cells.length ?? 0,
      ...(this.started?.config === undefined
        ? {}
        : { config: JSON.stringify(this.started.config, undefined, 2) }),
      ...(this.started === undefined
        ? {}
        : { tool: `${this.started.tool.name} ${this.started.tool.version}` }),
    };
  }

  private state(): Pick<RunView, "status" | "failure" | "progress" | "openedShare"> {
    return {
      status: this.status,
      ...(this.failure === undefined ? {} : { failure: this.failure }),
      ...(this.progress === undefined ? {} : { progress: this.progress }),
      ...(this.status === "opening" ? { openedShare: this.openedShare } : {}),
    };
  }

  private finishCell(event: CellFinished): void {
    const cell = this.cellOf(event.cell);
    if (cell !== undefined) {
      // What the estimator said is among the notes already, from the snapshots themselves.
      const findings = event.findings.filter(({ code }) => code !== "analysis/estimator");
      const verdict = event.divergedAt === undefined ? findings.find(isVerdict) : undefined;
      cell.findings.push(
        ...findings.map((finding): ViewNote => ({
          text: finding.message,
          ...(finding === verdict ? { verdict: describeVerdict(finding) } : {}),
        })),
      );
      cell.advicePath = verdict?.change?.path;
      cell.divergence = divergenceOf(event);
    }
  }

  /**
   * What is kept of a network's neurons at its snapshots after an epoch; lists are empty if nothing is.
   * @param position the network's place in the run
   */
  neuronsOf(of: NeuronList, position: number, after: number): NeuronsOfSnapshots {
    const cell = this.cells.find((each) => each.position === position);
    const isAfter = ({ epoch }: { readonly epoch: number }): boolean => epoch > after;
    const told = { of, runId: this.started?.runId ?? "", position, after };
    if (of === "weights") {
      const some = (cell?.weights ?? []).filter(isAfter);
      return {
        ...told,
        epochs: some.map(({ epoch }) => epoch),
        values: some.map(({ layers }) => joinFloats(layers.map((layer) => decodeFloats(layer)))),
      };
    }
    const some = (cell?.histograms ?? []).filter(isAfter);
    const estimator = some[0]?.estimator;
    return {
      ...told,
      epochs: some.map(({ epoch }) => epoch),
      values: some.map(histogramRow),
      ...(estimator === undefined ? {} : { estimator }),
    };
  }

  private addWeights(event: CellWeights): void {
    const letters = event.layers.reduce((sum, layer) => sum + layer.length, 0);
    this.weightLetters += letters;
    if (this.weightLetters <= WEIGHT_LETTERS_MAX) {
      this.cellOf(event.cell)?.weights.push(event);
    }
  }

  /** Those whose layers are not alike in their parts are left out: no version writes them. */
  private addHistograms(event: CellHistograms): void {
    const parts = event.layers[0]?.counts.length ?? 0;
    this.histogramCounts += parts * event.layers.length;
    if (
      this.histogramCounts <= HISTOGRAM_COUNTS_MAX &&
      event.layers.every(({ counts }) => counts.length === parts)
    ) {
      this.cellOf(event.cell)?.histograms.push(event);
    }
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
    this.cellsByKey.set(keyOf(cell.started.cell), cell);
  }

  /** A cell that the header does not name comes after all, in the order in which they begin. */
  private positionOf(id: CellId): number {
    const planned = this.positions.get(keyOf(id));
    return planned ?? Math.max(this.positions.size, this.cells.at(-1)?.position ?? 0) + 1;
  }

  private cellOf(id: CellId): CellRecord | undefined {
    return this.cellsByKey.get(keyOf(id));
  }
}

function keyOf({ variant, seed }: CellId): string {
  return `${variant},${seed}`;
}

function epochRow({ epoch, training, test, layers }: CellEpoch): number[] {
  return [
    ...rowOf(EPOCH_FIGURES, {
      epoch,
      trainingLoss: training.loss,
      testLoss: test.loss,
      trainingAccuracy: training.accuracy,
      testAccuracy: test.accuracy,
    }),
    ...layers.flatMap((layer) => rowOf(LAYER_FIGURES, layer)),
  ];
}

function viewOfCell(cell: CellRecord): CellView {
  const { started, epochs, snapshots } = cell;
  const { dataset } = started;
  return {
    position: cell.position,
    variant: started.cell.variant,
    ...(started.variant === undefined ? {} : { variantName: started.variant }),
    seed: started.cell.seed,
    layers: started.layers,
    datasetName: dataset.name,
    rows: dataset.rows,
    trainingRows: dataset.trainingRows,
    classes: dataset.classNames.length,
    largestClass: largestShare(dataset.classShares),
    columns: dataset.columns,
    ...(dataset.inputNames?.length === dataset.columns ? { inputNames: dataset.inputNames } : {}),
    ...(isAllPatterns(dataset) ? { isAllPatterns: true } : {}),
    ...(dataset.name === SYMMETRIC_RULE_NAME ? { isOnSphere: true } : {}),
    ...(dataset.inputRange === undefined ? {} : { inputRange: dataset.inputRange }),
    ...(dataset.standardized === undefined ? {} : { standardized: dataset.standardized }),
    inputEntropy: dataset.inputEntropy,
    labelEntropy: dataset.labelEntropy,
    inputLabelInformation: dataset.inputLabelInformation,
    engine: `${started.engine.name} (${started.engine.backend})`,
    estimators: started.estimators.map(({ key, title, resolutions, spread, uncounted, hasNoBound }) => ({
      key,
      title,
      resolutions,
      ...(spread === undefined ? {} : { spread }),
      ...(uncounted === undefined ? {} : { uncounted }),
      ...(hasNoBound === undefined ? {} : { hasNoBound }),
    })),
    ...(cell.bound === undefined ? {} : { bound: cell.bound }),
    batchesPerEpoch: started.batchesPerEpoch,
    ...(cell.divergence === undefined ? {} : { divergence: cell.divergence }),
    epochs: epochs.rowsFrom(0),
    snapshots: snapshots.rowsFrom(0),
    notes: notesOf(cell),
  };
}

/** True if every pattern of as many bits as there are columns is there once. */
function isAllPatterns({ rows, columns, inputEntropy, inputRange }: CellStarted["dataset"]): boolean {
  return (
    rows === 2 ** columns &&
    Math.abs(inputEntropy - columns) < 1e-9 &&
    inputRange?.[0] === 0 &&
    inputRange[1] === 1
  );
}

/** Empty if one of the parts is none. */
function joinFloats(parts: readonly (Float32Array | undefined)[]): Float32Array {
  const known = parts.filter((part) => part !== undefined);
  const joined = new Float32Array(
    known.length < parts.length ? 0 : known.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const part of joined.length === 0 ? [] : known) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function histogramRow({ layers }: CellHistograms): Float64Array {
  return Float64Array.from(
    layers.flatMap(({ range: [low, high], below, above, counts }) => [
      ...rowOf(HISTOGRAM_FIGURES, { low, high, below, above }),
      ...counts,
    ]),
  );
}

function cursorOfCell(cell: CellRecord): CellCursor {
  return {
    epochs: cell.epochs.rows,
    snapshots: cell.snapshots.rows,
    notes: noteChanges(cell),
    bound: cell.bound !== undefined,
  };
}

/** What came of a cell since the cursor; undefined if nothing did. */
function deltaOfCell(cell: CellRecord, told: CellCursor, cellIndex: number): CellDelta | undefined {
  const epochs = cell.epochs.rows > told.epochs;
  const snapshots = cell.snapshots.rows > told.snapshots;
  const notes = noteChanges(cell) > told.notes;
  const bound = told.bound ? undefined : cell.bound;
  if (!epochs && !snapshots && !notes && bound === undefined) {
    return undefined;
  }
  return {
    cellIndex,
    ...(epochs ? { epochs: cell.epochs.rowsFrom(told.epochs) } : {}),
    ...(snapshots ? { snapshots: cell.snapshots.rowsFrom(told.snapshots) } : {}),
    ...(bound === undefined ? {} : { bound }),
    ...(notes && cell.divergence !== undefined ? { divergence: cell.divergence } : {}),
    ...(notes ? { notes: notesOf(cell) } : {}),
  };
}

/** Findings first: they are what the run says; the rest is what it was made from and how far to trust it. */
function notesOf({ findings, started: { dataset }, estimateNotes }: CellRecord): ViewNote[] {
  const ofData = dataset.notes?.map((note) => `${dataset.name}: ${note}`) ?? [];
  return [
    ...findings,
    ...ofData.map((text) => ({ text })),
    ...estimateNotes.list().map(({ estimator, text }) => ({ estimator, text })),
  ];
}

type RecordedFinding = CellFinished["findings"][number];

/** The verdict comes first; runs of versions before there was one begin with a summary. */
function isVerdict({ code }: RecordedFinding, index: number): boolean {
  return index === 0 && code !== "network/summary";
}

function describeVerdict({ code, severity, change }: RecordedFinding): ViewVerdict {
  return {
    code,
    severity,
    ...(change === undefined ? {} : { change: `${change.path.join(".")}: ${String(change.value)}` }),
  };
}

/** Grows whenever `notesOf` or the divergence changes. */
function noteChanges(cell: CellRecord): number {
  return cell.findings.length + cell.estimateNotes.changes + (cell.divergence === undefined ? 0 : 1);
}
