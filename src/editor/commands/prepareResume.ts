import { basename } from "node:path";
import * as vscode from "vscode";
import { fail, type Failure, type Result } from "../../base/failure";
import type { Config } from "../../config/schema/configSchema";
import { requiredFiles } from "../../data/sources";
import { readDataFiles } from "../../disk/dataFiles";
import type { ConfigFile, Preparation } from "../../session/prepareRun";
import type { StoredRun } from "../../session/runLibrary";
import { readSetting } from "../registration";
import { notify } from "../notify";
import { findConfigOfRun } from "../workspace/configFiles";
import { continueStoredRun } from "./continueStoredRun";
import type { EstimateAgainContext } from "./estimateAgain";

/**
 * Everything between the command and the worker that goes on with a run that was interrupted or canceled: at the first
 * network without an end, into the same run file.
 * @param run that the command was called on
 */
export async function prepareResume(
  run: StoredRun | undefined,
  { isTrusted, configFiles, workerPath, log }: Omit<EstimateAgainContext, "library">,
): Promise<Preparation> {
  const failed = (failure: Failure): Preparation => ({ status: "failed", problem: { failure } });
  if (!isTrusted()) {
    return failed({
      code: "run/untrusted",
      message:
        "This workspace is not trusted, so nothing in it is run. Trust the workspace to go on with its runs.",
    });
  }
  const uri = run && vscode.Uri.parse(run.uri);
  if (uri?.scheme !== "file") {
    return failed({
      code: "run/resume",
      message:
        "There is no run to go on with: choose an interrupted one on this computer in the list of runs.",
    });
  }
  const [{ readRunFile }, { resumeRun }, { startRecordedRun }] = await Promise.all([
    import("../../disk/readRunFile"),
    import("../../worker/resumeRun"),
    import("../../worker/recordedRun"),
  ]);
  const shown = basename(uri.fsPath);
  const header = await readRunFile(uri.fsPath, shown, () => undefined);
  if (!header.ok) {
    return failed(header.failure);
  }
  const { config, configName, shard } = header.value.header;
  if (config === undefined) {
    return failed({
      code: "run/resume",
      message: `${shown} cannot be gone on with: its config is of another version.`,
    });
  }
  const resumed = await resumeRun(uri.fsPath, shown, config, shard);
  if (!resumed.ok) {
    return failed(resumed.failure);
  }
  if (resumed.value.note !== undefined) {
    notify("warning", resumed.value.note);
  }
  const file = findConfigOfRun(await configFiles.find(), configName, uri);
  const data = await readData(config, configName, file);
  if (!data.ok) {
    return failed(data.failure);
  }
  return {
    status: "ready",
    run: continueStoredRun({
      uri,
      file,
      workerPath,
      log,
      start: startRecordedRun,
      options: {
        config,
        configName,
        ...(shard && { shard }),
        resumed: resumed.value,
        files: data.value,
        runFileName: shown,
        memoryLimitMebibytes: readSetting("ibAnalysis.maxMemoryMB", uri),
      },
    }),
  };
}

/** The data files that the stored config names, as they are beside the config of the workspace. */
async function readData(
  config: Config,
  configName: string,
  file: ConfigFile | undefined,
): Promise<Result<ReadonlyMap<string, Uint8Array>>> {
  const needed = requiredFiles(config.data);
  if (needed.length === 0) {
    return { ok: true, value: new Map() };
  }
  return file?.location === undefined
    ? fail(
        "run/resume",
        `The run cannot be gone on with: its config ${configName}, beside which its data is looked for, is not in the workspace.`,
      )
    : await readDataFiles(needed, file.location, new AbortController().signal);
}
