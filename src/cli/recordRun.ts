import { existsSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { shareFindings } from "../analysis/sharedFindings";
import type { Failure } from "../base/failure";
import { compareCells } from "../run/compareCells";
import type {
  CellBound,
  CellEpoch,
  CellFinished,
  CellSnapshot,
  CellStarted,
  RunEvent,
} from "../run/runEvent";
import { boundMessage } from "../base/text";
import { TOOL_VERSION } from "../base/toolVersion";
import { startRecordedRun, type RecordedRunOptions } from "../worker/recordedRun";
import { describeFailure, EXIT_CANCELED, EXIT_FAILED, EXIT_OK } from "./exit";
import { describeCell } from "./layerTable";
import { createProgressLine, type TextOutput } from "./progressLine";
import { describeVariants } from "./variantTable";
import { describeStudy, digestNetwork, type NetworkDigest } from "./studyTable";

export interface CliEnvironment {
  /** The built worker, dist/worker.js. */
  readonly workerPath: string;
  readonly currentFolder: string;
  /** Results go here … */
  readonly out: TextOutput;
  /** … and everything said on the way there. */
  readonly messages: TextOutput;
  /** Calls back when the person wants the run to stop. */
  readonly onInterrupt: (stop: () => void) => void;
}

/** What the caller says of a run; the rest is the command line's. */
export type RunToRecord = Omit<
  RecordedRunOptions,
  "workerPath" | "toolVersion" | "onEvent" | "onProgress" | "onLog" | "onRecordingFailure"
>;

/** Carries a run out to its end, with a line of progress, and prints its tables. @returns the exit code */
export async function recordRun(
  options: RunToRecord,
  quiet: boolean,
  environment: CliEnvironment,
): Promise<number> {
  const { messages } = environment;
  const say = (line: string): void => {
    messages.write(`${line}\n`);
  };
  const { runFolder, runFileName } = options;
  if (
    options.resumed === undefined &&
    runFileName !== undefined &&
    existsSync(join(runFolder, runFileName))
  ) {
    const shown = relative(environment.currentFolder, join(runFolder, runFileName));
    const message = statSync(join(runFolder, runFileName)).isDirectory()
      ? `--out names ${shown === "" ? "." : shown}, which is a folder: write the path of a file in it.`
      : `--out names ${shown}, which is there already: take another name, or remove it.`;
    say(describeFailure({ code: "run/file-write", message }));
    return EXIT_FAILED;
  }
  const recordingFailures: Failure[] = [];
  const collector = new CellCollector();
  const progress = createProgressLine(messages, quiet);
  const run = startRecordedRun({
    ...options,
    workerPath: environment.workerPath,
    toolVersion: TOOL_VERSION,
    onEvent: (event) => {
      collector.add(event);
    },
    onProgress: progress.show,
    onRecordingFailure: (failure) => {
      recordingFailures.push(failure); // the log says what it is
    },
    onLog: (line) => {
      progress.clear();
      say(line);
    },
  });
  environment.onInterrupt(() => {
    run.cancel();
  });
  const outcome = await run.outcome;
  progress.clear();

  for (const text of collector.texts()) {
    environment.out.write(`${text}\n`);
  }
  const isRecorded = recordingFailures.length === 0;
  if (collector.hasBegun) {
    say(
      `Run file: ${isRecorded ? boundMessage(relative(environment.currentFolder, run.runFile)) : "none that is whole, see above"}`,
    );
  }
  if (outcome.status === "failed") {
    say(describeFailure(outcome.failure));
    return EXIT_FAILED;
  }
  if (!isRecorded) {
    return EXIT_FAILED;
  }
  if (outcome.status === "canceled") {
    say("Canceled: what was recorded up to then is above and in the run file.");
    return EXIT_CANCELED;
  }
  return EXIT_OK;
}

/** Keeps what the tables at the end are made of; of a network that has ended among several, their digest only. */
class CellCollector {
  private planned = 0;
  /** By the variant. */
  private readonly plannedNetworks = new Map<number, number>();
  private isCrossEntropy = false;
  private readonly finished: CellFinished[] = [];
  private readonly digests: NetworkDigest[] = [];
  private readonly cells = new Map<
    string,
    {
      started: CellStarted;
      snapshots: CellSnapshot[];
      epochs: CellEpoch[];
      isCrossEntropy: boolean;
      bound?: CellBound;
      finished?: CellFinished;
    }
  >();

  /** Whether the run has its header, and so a file. */
  get hasBegun(): boolean {
    return this.planned > 0;
  }

  add(event: RunEvent): void {
    if (event.type === "run/started") {
      this.planned = event.cells.length;
      for (const { variant } of event.cells) {
        this.plannedNetworks.set(variant, 1 + (this.plannedNetworks.get(variant) ?? 0));
      }
      this.isCrossEntropy = event.config?.training.loss === "crossEntropy";
    }
    if (!("cell" in event)) {
      return;
    }
    const key = JSON.stringify(event.cell);
    const cell = this.cells.get(key);
    if (event.type === "cell/started") {
      this.cells.set(key, { started: event, snapshots: [], epochs: [], isCrossEntropy: this.isCrossEntropy });
    } else if (event.type === "cell/finished") {
      this.finished.push(event);
      if (cell !== undefined) {
        cell.finished = event;
        if (this.planned > 1) {
          this.digests.push(digestNetwork(cell));
          this.cells.delete(key);
        }
      }
    } else if (event.type === "cell/snapshot") {
      cell?.snapshots.push(event);
    } else if (cell !== undefined && event.type === "cell/bound") {
      cell.bound = event;
    } else if (event.type === "cell/epoch") {
      cell?.epochs.push(event);
    }
  }

  /**
   * Of one network its table; of several the table of all that have ended, for each variant of the study; below each what
   * its networks say. Nothing if none had begun.
   */
  texts(): string[] {
    if (this.planned === 1 || this.cells.size + this.digests.length === 0) {
      return [...[...this.cells.values()].map((cell) => describeCell(cell)), ...writeFindings(this.finished)];
    }
    const inOrder = this.digests.sort((a, b) => compareCells(a.started.cell, b.started.cell));
    const comparison = describeVariants(inOrder);
    return [
      ...[...this.plannedNetworks].flatMap(([variant, planned]) => {
        const own = inOrder.filter(({ started }) => started.cell.variant === variant);
        const name = own[0]?.started.variant;
        return [
          ...(name === undefined ? [] : [`=== ${name} ===\n`]),
          describeStudy(own, planned),
          ...writeFindings(this.finished.filter(({ cell }) => cell.variant === variant)),
          ...(name === undefined ? [] : [""]),
        ];
      }),
      ...(comparison === undefined ? [] : [comparison]),
    ];
  }
}

function writeFindings(finished: readonly CellFinished[]): string[] {
  return shareFindings(finished).map(({ severity, message }) => `${severity}: ${message}`);
}
