import { existsSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { Failure } from "../base/failure";
import { boundMessage } from "../base/text";
import { TOOL_VERSION } from "../base/toolVersion";
import { startRecordedRun, type RecordedRunOptions } from "../worker/recordedRun";
import { CellCollector } from "./cellCollector";
import { describeFailure, EXIT_CANCELED, EXIT_FAILED, EXIT_OK } from "./exit";
import { createProgressLine, type TextOutput } from "./progressLine";

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
