import * as vscode from "vscode";
import { CONFIG_BYTES_MAX } from "../../base/limits";
import { fail, failureFromThrown, succeed, type Result } from "../../base/failure";
import { TOOL_VERSION } from "../../base/toolVersion";
import { describeConfig, type ConfigFiles } from "./configFiles";
import { RUN_FOLDER } from "../contributions";
import { readDataFiles } from "../../disk/dataFiles";
import type { Log } from "../log";
import { tooLargeFailure, type ConfigFile, type Runner, type RunWorkspace } from "../../session/prepareRun";
import { readSetting } from "../registration";

export interface RunWorkspaceOptions {
  readonly configFiles: ConfigFiles;
  readonly log: Log;
  /** The built worker. */
  readonly workerPath: string;
  readonly isTrusted: () => boolean;
  /** A run goes on that can no longer be stored. */
  readonly onRecordingFailure: (message: string) => void;
}

/** The workspace of this window, as the preparation of a run sees it. */
export function createRunWorkspace(options: RunWorkspaceOptions): RunWorkspace {
  const { configFiles, isTrusted } = options;
  return {
    isTrusted,
    describe: (uri) => describeConfig(vscode.Uri.parse(uri)),
    activeConfig: () => configFiles.active(),
    findConfigs: () => configFiles.find(),
    pickConfig: (candidates, signal) => configFiles.pick(candidates, "Which config is to be run?", signal),
    saveAndRead,
    readDataFiles,
    loadRunner: () => loadRunner(options),
  };
}

async function saveAndRead(config: ConfigFile): Promise<Result<string>> {
  const uri = vscode.Uri.parse(config.uri);
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === config.uri);
  if (open?.isDirty === true && !(await open.save())) {
    return fail(
      "run/no-config",
      `${config.name} has changes that could not be saved; save it before it is run.`,
    );
  }
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > CONFIG_BYTES_MAX) {
      return { ok: false, failure: tooLargeFailure(config, size) };
    }
    return succeed(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch (thrown) {
    const { detail } = failureFromThrown(thrown);
    return fail("run/no-config", `${config.name} cannot be read; it should be a file in the workspace.`, {
      ...(detail === undefined ? {} : { detail }),
    });
  }
}

/** The parser and the worker's starter are loaded with the first run: activation does without them. */
async function loadRunner({ workerPath, log, onRecordingFailure }: RunWorkspaceOptions): Promise<Runner> {
  const [{ parseConfig }, { startRecordedRun }] = await Promise.all([
    import("../../config/parseConfig"),
    import("../../worker/recordedRun"),
  ]);
  return {
    parseConfig,
    begin: ({ config, file, location, data, callbacks }) =>
      startRecordedRun({
        ...callbacks,
        config,
        configName: file.name,
        files: data,
        workerPath,
        runFolder: vscode.Uri.joinPath(vscode.Uri.file(location.baseFolder), RUN_FOLDER).fsPath,
        memoryLimitMebibytes: readSetting("ibAnalysis.maxMemoryMB", vscode.Uri.parse(file.uri)),
        workers: readSetting("ibAnalysis.maxWorkers", vscode.Uri.parse(file.uri)),
        toolVersion: TOOL_VERSION,
        onLog: (line) => {
          log.info(line);
        },
        onRecordingFailure: (failure) => {
          log.failure(failure);
          onRecordingFailure(failure.message);
        },
      }),
  };
}
