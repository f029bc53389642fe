import { variantConfig } from "../config/plan/variants";
import { RECORDED_EPOCHS_MAX, SNAPSHOTS_MAX, STORED_LIST_MAX } from "../base/limits";
import { countOf, quote } from "../base/text";
import type {
  CellEpoch,
  CellEvent,
  CellId,
  CellSnapshot,
  CellStarted,
  RunEvent,
  RunStarted,
} from "./runEvent";

/** Divergence adds one to what a config plans. */
const EPOCHS_BEYOND_PLAN = 1;

interface CheckedCell {
  readonly name: string;
  readonly started: CellStarted;
  /** The last of each kind, and how many. */
  readonly epochs: Progress;
  readonly snapshots: Progress;
  readonly flagCodes: Set<string>;
  hasBound: boolean;
  hasFinished: boolean;
}

interface Progress {
  last: number;
  count: number;
}

/**
 * Whether the events of a run file agree with one another, in the order in which they stand: with the header, and
 * with what their network said of itself when it began. What passes takes memory in proportion to the file.
 */
export class EventChecker {
  private header: RunStarted | undefined;
  private readonly listed = new Set<string>();
  private readonly cells = new Map<string, CheckedCell>();

  /** What is wrong with the next event, e.g. "is a second header; there should be one"; undefined when nothing is. */
  next(event: RunEvent): string | undefined {
    if (this.header === undefined) {
      return event.type === "run/started"
        ? this.begin(event)
        : `is ${quote(event.type)}; it should be "run/started"`;
    }
    if (event.type === "run/started") {
      return "is a second header; there should be one";
    }
    return "cell" in event ? this.nextOfCell(event) : undefined;
  }

  private begin(header: RunStarted): string | undefined {
    this.header = header;
    for (const cell of header.cells) {
      const key = keyOf(cell);
      if (this.listed.has(key)) {
        return `names ${nameOf(cell)} twice`;
      }
      this.listed.add(key);
    }
    return undefined;
  }

  /** What the header's config is for a cell's variant. */
  private configOf({ variant }: CellId): RunStarted["config"] {
    const config = this.header?.config;
    return config && variantConfig(config, variant);
  }

  private nextOfCell(event: CellEvent): string | undefined {
    const key = keyOf(event.cell);
    const cell = this.cells.get(key);
    const name = cell?.name ?? nameOf(event.cell);
    if (event.type === "cell/started") {
      if (cell !== undefined) {
        return `starts ${name} a second time`;
      }
      if (!this.listed.has(key)) {
        return `starts ${name}, which the header does not name`;
      }
      this.cells.set(key, {
        name,
        started: event,
        epochs: { last: 0, count: 0 },
        snapshots: { last: -1, count: 0 },
        flagCodes: new Set(),
        hasBound: false,
        hasFinished: false,
      });
      return wrongStart(event, this.configOf(event.cell));
    }
    if (cell === undefined) {
      return `speaks of ${name}, which has not started`;
    }
    if (cell.hasFinished) {
      return `speaks of ${name}, which has finished before`;
    }
    switch (event.type) {
      case "cell/bound": {
        const isSecond = cell.hasBound;
        cell.hasBound = true;
        return isSecond ? `has a second bound of ${name}` : undefined;
      }
      case "cell/epoch":
        return (
          wrongEpoch(event, cell, cell.epochs, RECORDED_EPOCHS_MAX) ?? wrongLayers(event.layers.length, cell)
        );
      case "cell/snapshot":
        return wrongEpoch(event, cell, cell.snapshots, SNAPSHOTS_MAX) ?? wrongEstimates(event, cell);
      case "cell/weights":
      case "cell/histograms":
        return wrongLayers(event.layers.length, cell);
      case "cell/finished":
        cell.hasFinished = true;
        return undefined;
    }
  }
}

function keyOf({ variant, seed }: CellId): string {
  return `${variant},${seed}`;
}

function nameOf({ variant, seed }: CellId): string {
  return `variant ${variant}, seed ${seed}`;
}

function wrongStart(event: CellStarted, config: RunStarted["config"]): string | undefined {
  const { layers, estimators, dataset, epochs } = event;
  if (dataset.classNames.length !== dataset.classShares.length) {
    return `has the names of ${dataset.classNames.length} classes and the shares of ${dataset.classShares.length}`;
  }
  if (dataset.trainingRows + dataset.testRows !== dataset.rows) {
    return `has ${dataset.trainingRows} rows for training and ${dataset.testRows} for the test, of ${dataset.rows}`;
  }
  for (const [index, { key, resolutions }] of estimators.entries()) {
    if (resolutions.length !== layers.length) {
      return `has ${countOf(resolutions.length, "resolution")} of ${quote(key)} for ${countOf(layers.length, "layer")}`;
    }
    if (estimators.findIndex((other) => other.key === key) < index) {
      return `names the estimator ${quote(key)} twice`;
    }
  }
  if (config === undefined) {
    return undefined;
  }
  const planned = config.network.hidden.length + 1;
  const { estimator } = config.analysis;
  const asked = Array.isArray(estimator) ? estimator.length : 1;
  if (layers.length !== planned) {
    return `has ${countOf(layers.length, "layer")}; the config of the header has ${planned}`;
  }
  if (estimators.length !== asked) {
    return `has ${countOf(estimators.length, "estimator")}; the config of the header has ${asked}`;
  }
  return epochs === config.training.epochs
    ? undefined
    : `plans ${countOf(epochs, "epoch")}; the config of the header plans ${config.training.epochs}`;
}

/** Epochs rise, end with the last one that was planned, and are no more than may be asked for. */
function wrongEpoch(
  { epoch }: CellEpoch | CellSnapshot,
  { name, started }: CheckedCell,
  progress: Progress,
  most: number,
): string | undefined {
  const { last } = progress;
  progress.last = epoch;
  progress.count++;
  if (epoch <= last) {
    return `is of epoch ${epoch} of ${name}; the next can be ${last + 1}`;
  }
  if (epoch > started.epochs) {
    return `is of epoch ${epoch}; ${name} has ${started.epochs}`;
  }
  return progress.count > most + EPOCHS_BEYOND_PLAN
    ? `is more than the ${most} that ${name} can have of its kind`
    : undefined;
}

function wrongLayers(layers: number, { name, started }: CheckedCell): string | undefined {
  return layers === started.layers.length
    ? undefined
    : `has ${countOf(layers, "layer")}; ${name} has ${started.layers.length}`;
}

/** Each estimator of the network has its figures over all rows, and each set of rows comes once. */
function wrongEstimates({ estimates }: CellSnapshot, cell: CheckedCell): string | undefined {
  const { name, started, flagCodes } = cell;
  for (const [index, { estimator, rows, layers }] of estimates.entries()) {
    if (!started.estimators.some(({ key }) => key === estimator)) {
      return `has figures of the estimator ${quote(estimator)}, which ${name} does not have`;
    }
    if (estimates.findIndex((other) => other.estimator === estimator && other.rows === rows) < index) {
      return `has the figures of the estimator ${quote(estimator)} twice`;
    }
    const wrong = wrongLayers(layers.length, cell);
    if (wrong !== undefined) {
      return wrong;
    }
    for (const { flags } of layers) {
      for (const { code } of flags) {
        flagCodes.add(code);
      }
    }
  }
  const missing = started.estimators.find(
    ({ key }) => !estimates.some(({ estimator, rows }) => estimator === key && rows === "all"),
  );
  if (missing !== undefined) {
    return `has no figures of the estimator ${quote(missing.key)}`;
  }
  return flagCodes.size > STORED_LIST_MAX ? `has more kinds of flags than ${STORED_LIST_MAX}` : undefined;
}
