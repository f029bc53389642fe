import { UNFINISHED, type ConfigState, type RunView, type ViewAction } from "../../src/view/viewMessages";
import { epochColumn } from "../../src/view/tables";
import { readEpoch, readValue } from "../state/growingTable";
import type { CellInfo, CellState, RunState } from "../state/store";
import type { Placement } from "../kit/placement";
import { text, type StringKey } from "../kit/strings";
import { formatBits, formatCount, formatDuration, formatFigure, formatPercent } from "../kit/formatNumber";

export interface ActionButton {
  readonly action: ViewAction;
  readonly label: string;
  readonly primary: boolean;
}

export interface HeaderDetail {
  readonly label: string;
  readonly value: string;
}

export interface HeaderView {
  readonly configName: string;
  /** A run of one network that diverged has completed, but is not shown as sound. */
  readonly status: RunView["status"] | "diverged";
  readonly statusText: string;
  /** A sentence where the status needs one. */
  readonly explanation?: string;
  /** 0 to 1 while the run goes on. */
  readonly fraction?: number;
  /** Epoch, rate and time left, as far as they are known. */
  readonly progressText: string;
  readonly actions: readonly ActionButton[];
  readonly details: readonly HeaderDetail[];
  /** Said where the config is no longer what it was. */
  readonly configNote?: { readonly label: string; readonly title: string; readonly action?: ViewAction };
  /** A few words on what was run: networks, estimators. */
  readonly subtitle: string;
}

const STATUS_TEXT: Readonly<Record<RunView["status"], StringKey>> = {
  opening: "statusOpening",
  running: "statusRunning",
  elsewhere: "statusElsewhere",
  completed: "statusCompleted",
  canceled: "statusCanceled",
  failed: "statusFailed",
  interrupted: "statusInterrupted",
};

/**
 * @param cell the network that is shown; undefined before the run has one
 * @param configState undefined until it is known
 */
export function buildHeaderView(
  run: RunState,
  cell: CellState | undefined,
  placement: Placement,
  configState?: ConfigState,
): HeaderView {
  const explanation = explainStatus(run) ?? cell?.divergence?.advice;
  const { progress } = run;
  const known = progress !== undefined && progress.epochs > 0;
  return {
    configName: run.configName,
    ...describeStatus(run),
    ...(explanation === undefined ? {} : { explanation }),
    ...(run.status === "running" && known ? { fraction: Math.min(1, progress.epoch / progress.epochs) } : {}),
    ...(run.openedShare === undefined ? {} : { fraction: run.openedShare }),
    progressText: describeProgress(run, cell),
    actions: [
      ...actionOnRun(run.status),
      placement === "side" ? button("openPanel", "openPanel") : button("openConfig", "openConfig"),
      ...(placement === "panel" && cell !== undefined ? [button("compareRuns", "compareRuns")] : []),
      // The side bar has room for the log only where it matters.
      ...(placement === "panel" || run.status === "failed" ? [button("showLog", "showLog")] : []),
    ],
    details: cell === undefined ? [] : describeCell(cell.info, run.createdAt, listSeeds(run, cell)),
    subtitle: describeRun(run, cell?.info),
    ...describeConfigState(placement === "panel" ? configState : undefined),
  };
}

function describeConfigState(state: ConfigState | undefined): Pick<HeaderView, "configNote"> {
  switch (state) {
    case "changed":
      return {
        configNote: {
          label: text("configChanged"),
          title: text("configChangedHint"),
          action: "compareConfig",
        },
      };
    case "gone":
      return { configNote: { label: text("configGone"), title: text("configGoneHint") } };
    case "same":
    case undefined:
      return {};
  }
}

function describeRun(run: RunState, info: CellInfo | undefined): string {
  return [
    ...(run.networks < 2 ? [] : [text("subtitleNetworks", formatCount(run.networks))]),
    ...(info === undefined ? [] : [info.estimators.map(({ title }) => title).join(", ")]),
  ].join(" · ");
}

/** A run of another window is canceled there. */
function actionOnRun(status: RunView["status"]): ActionButton[] {
  if (status === "elsewhere" || status === "opening") {
    return [];
  }
  if (status === "running") {
    return [button("cancel", "cancel", true)];
  }
  return UNFINISHED.includes(status)
    ? [button("resumeRun", "resumeRun", true), button("run", "runAgain")]
    : [button("run", "runAgain", true)];
}

/** A button for an action, with its label from the table of texts. */
export function button(action: ViewAction, label: StringKey, primary = false): ActionButton {
  return { action, label: text(label), primary };
}

function describeStatus({ status, networks, cells }: RunState): Pick<HeaderView, "status" | "statusText"> {
  const statusText = text(STATUS_TEXT[status]);
  const diverged = cells.flatMap(({ divergence }) => divergence ?? []);
  const [first] = diverged;
  if (first === undefined) {
    return { status, statusText };
  }
  return networks < 2 && status === "completed"
    ? { status: "diverged", statusText: text("statusDiverged", formatCount(first.epoch)) }
    : {
        status,
        statusText: text(
          "statusSomeDiverged",
          statusText,
          formatCount(diverged.length),
          formatCount(networks),
        ),
      };
}

function explainStatus(run: RunState): string | undefined {
  switch (run.status) {
    case "failed":
      return text("failureText", run.failure ?? text("failureUnknown"));
    case "interrupted":
      return [text("interruptedText"), ...(run.failure === undefined ? [] : [run.failure])].join(" ");
    case "elsewhere":
      return text("elsewhereText");
    case "canceled":
      return text("canceledText");
    case "opening":
    case "running":
    case "completed":
      return undefined;
  }
}

function describeProgress(
  { status, progress, networks, cells }: RunState,
  cell: CellState | undefined,
): string {
  if (status === "opening") {
    return text("openingProgress", formatCount(cells.length), formatCount(networks));
  }
  if (status === "running" && progress !== undefined) {
    const { networks } = progress;
    return [
      ...(networks === undefined
        ? []
        : [text("networkProgress", formatCount(networks.completed), formatCount(networks.planned))]),
      text(
        networks === undefined ? "epochProgress" : "epochProgressAll",
        formatCount(progress.epoch),
        formatCount(progress.epochs),
      ),
      ...(progress.epochsPerSecond === undefined
        ? []
        : [text("epochRate", formatFigure(progress.epochsPerSecond))]),
      ...(progress.secondsLeft === undefined ? [] : [text("timeLeft", formatDuration(progress.secondsLeft))]),
      ...(progress.memoryMebibytes === undefined
        ? []
        : [text("memoryHeld", formatCount(Math.ceil(progress.memoryMebibytes)))]),
    ].join(" · ");
  }
  const rows = cell?.epochs.rows ?? 0;
  if (cell === undefined || rows === 0) {
    return "";
  }
  const isMean = networks > 1 && !cells.includes(cell);
  const accuracy = readValue(cell.epochs, rows - 1, epochColumn("testAccuracy"));
  return [
    text("epochsRecorded", formatCount(readEpoch(cell.epochs, rows - 1))),
    ...(Number.isFinite(accuracy)
      ? [text(isMean ? "testAccuracyMean" : "testAccuracyEnd", formatPercent(accuracy))]
      : []),
  ].join(" · ");
}

/** The seed of a network, or those of the networks that a mean is over. */
function listSeeds({ cells }: RunState, cell: CellState): readonly number[] {
  return cells.includes(cell)
    ? [cell.info.seed]
    : cells
        .filter(({ info }) => info.variant === cell.info.variant)
        .map(({ info }) => info.seed)
        .sort((a, b) => a - b);
}

/** "0 to 9", or all of them where some between are missing. */
function writeSeeds(seeds: readonly number[]): string {
  const [first, last] = [seeds[0] ?? NaN, seeds.at(-1) ?? NaN];
  return seeds.length > 2 && last - first === seeds.length - 1
    ? text("seedsFromTo", first, last)
    : seeds.join(", ");
}

function describeCell(info: CellInfo, createdAt: string, seeds: readonly number[]): readonly HeaderDetail[] {
  const started = new Date(createdAt);
  return [
    {
      label: text("detailData"),
      value: text(
        "detailDataText",
        info.datasetName,
        formatCount(info.rows),
        formatCount(info.trainingRows),
        formatCount(info.classes),
        formatPercent(info.largestClass),
        info.standardized === undefined
          ? ""
          : text(info.standardized ? "inputsStandardized" : "inputsAsTheyAre"),
      ),
    },
    {
      label: text("detailEntropies"),
      value: text(
        "detailEntropiesText",
        formatBits(info.inputEntropy),
        formatBits(info.labelEntropy, 3),
        formatBits(info.inputLabelInformation, 3),
      ),
    },
    { label: text("detailEngine"), value: info.engine },
    {
      label: text(info.estimators.length === 1 ? "detailEstimator" : "detailEstimators"),
      value: info.estimators.map(({ title }) => title).join(", "),
    },
    { label: text("detailBatches"), value: text("detailBatchesText", formatCount(info.batchesPerEpoch)) },
    ...(info.variantName === undefined ? [] : [{ label: text("detailVariant"), value: info.variantName }]),
    { label: text(seeds.length === 1 ? "detailSeed" : "detailSeeds"), value: writeSeeds(seeds) },
    ...(Number.isNaN(started.getTime())
      ? []
      : [
          {
            label: text("detailCreated"),
            value: started.toISOString().slice(0, 16).replace("T", " ") + " UTC",
          },
        ]),
  ];
}
