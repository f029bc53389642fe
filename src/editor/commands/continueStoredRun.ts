import { dirname } from "node:path";
import type * as vscode from "vscode";
import { TOOL_VERSION } from "../../base/toolVersion";
import type { ConfigFile, PreparedRun } from "../../session/prepareRun";
import type { RecordedRunOptions, startRecordedRun } from "../../worker/recordedRun";
import type { Log } from "../log";
import { readSetting } from "../registration";

export interface StoredRunToContinue {
  /** Of the run file. */
  readonly uri: vscode.Uri;
  /** The config that the run was of, where the workspace still has it; else the run file stands for it. */
  readonly file: ConfigFile | undefined;
  readonly workerPath: string;
  readonly log: Log;
  readonly start: typeof startRecordedRun;
  /** What is said of the run beyond where it lies. */
  readonly options: Omit<
    RecordedRunOptions,
    "onEvent" | "onProgress" | "onLog" | "toolVersion" | "workerPath" | "runFolder" | "workers"
  >;
}

/** A run that begins from a stored one, beside whose file it is written. */
export function continueStoredRun(stored: StoredRunToContinue): PreparedRun {
  const { uri, file, workerPath, log, start, options } = stored;
  return {
    config: file ?? { uri: uri.toString(), name: options.configName, location: undefined },
    // The stored config need not be the text that the file has now.
    locate: () => ({ offset: 0, length: 0 }),
    begin: (callbacks) =>
      start({
        ...callbacks,
        ...options,
        workerPath,
        runFolder: dirname(uri.fsPath),
        workers: readSetting("ibAnalysis.maxWorkers", uri),
        toolVersion: TOOL_VERSION,
        onLog: (line) => {
          log.info(line);
        },
      }),
  };
}
