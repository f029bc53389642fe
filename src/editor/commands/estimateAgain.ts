import * as vscode from "vscode";
import { fail, failureFromThrown, succeed, type Failure, type Result } from "../../base/failure";
import type { RunEvent } from "../../run/runEvent";
import { continueStoredRun } from "./continueStoredRun";
import { findConfigOfRun, type ConfigFiles } from "../workspace/configFiles";
import { folderName } from "../workspace/folderName";
import type { Log } from "../log";
import { pickItem } from "../notify";
import { estimatorChoices, type EstimatorChoice } from "../../session/estimatorChoices";
import type { Preparation } from "../../session/prepareRun";
import type { RunLibrary, StoredRun } from "../../session/runLibrary";
import { shortConfigName } from "../../session/runText";

export interface EstimateAgainContext {
  readonly library: Pick<RunLibrary, "list">;
  readonly configFiles: Pick<ConfigFiles, "find">;
  readonly workerPath: string;
  readonly isTrusted: () => boolean;
  readonly log: Log;
}

/**
 * Everything between the command and the worker that asks another estimator of a stored run: which run, which
 * estimator, its events.
 * @param chosen the run that the command was called on; without it the person chooses one
 */
export async function prepareEstimateAgain(
  chosen: StoredRun | undefined,
  context: EstimateAgainContext,
): Promise<Preparation> {
  if (!context.isTrusted()) {
    return failed(
      "run/untrusted",
      "This workspace is not trusted, so nothing in it is computed. Trust it first.",
    );
  }
  const run = chosen ?? (await chooseRun(await context.library.list()));
  if (run === "none") {
    return failed("run/no-config", "There is no stored run yet; run a config first.");
  }
  const choice = run && (await chooseEstimator());
  if (run === undefined || choice === undefined) {
    return { status: "abandoned" };
  }
  const uri = vscode.Uri.parse(run.uri);
  const [read, { planRecomputation }, { findActivationFolder }, { startRecordedRun }] = await Promise.all([
    readEvents(uri),
    import("../../run/recomputation"),
    import("../../disk/activationOwner"),
    import("../../worker/recordedRun"),
  ]);
  if (!read.ok) {
    return { status: "failed", problem: { failure: read.failure } };
  }
  const { events, problem } = read.value;
  if (problem !== undefined) {
    context.log.info(`${uri.path}: ${problem.message}`);
  }
  const plan = planRecomputation(events, choice.settings);
  if (!plan.ok) {
    return { status: "failed", problem: { failure: plan.failure } };
  }
  const { config, configName, activations, activationsOf } = plan.value;
  const found = await findActivationFolder(uri.fsPath, activations);
  if (!found.ok) {
    return { status: "failed", problem: { failure: found.failure } };
  }
  return {
    status: "ready",
    run: continueStoredRun({
      uri,
      file: findConfigOfRun(await context.configFiles.find(), configName, uri),
      workerPath: context.workerPath,
      log: context.log,
      start: startRecordedRun,
      options: {
        config,
        configName,
        files: new Map(),
        memoryLimitMebibytes: Infinity,
        source: { events, activationFolder: found.value, activationsOf },
      },
    }),
  };
}

function failed(code: "run/untrusted" | "run/no-config", message: string): Preparation {
  return { status: "failed", problem: { failure: { code, message } } };
}

async function chooseRun(runs: readonly StoredRun[]): Promise<StoredRun | "none" | undefined> {
  const items = runs.flatMap((run) =>
    run.summary.ok
      ? [
          {
            label: shortConfigName(run.summary.value.configName),
            description: [
              folderName(vscode.Uri.parse(run.uri)),
              run.summary.value.createdAt.slice(0, 16).replace("T", " "),
            ]
              .filter((part) => part !== undefined)
              .join(" · "),
            run,
          },
        ]
      : [],
  );
  if (items.length === 0) {
    return "none";
  }
  const picked = await pickItem(items, "Which run is to be estimated again?");
  return picked?.run;
}

function chooseEstimator(): Promise<EstimatorChoice | undefined> {
  return pickItem(estimatorChoices(), "Which estimator is to be asked of the kept activations?", {
    matchOnDescription: true,
  });
}

async function readEvents(
  uri: vscode.Uri,
): Promise<Result<{ readonly events: readonly RunEvent[]; readonly problem: Failure | undefined }>> {
  try {
    const [{ openRunFile }, { readRunEvents }] = await Promise.all([
      import("../workspace/runStore"),
      import("../../disk/readRunEvents"),
    ]);
    const events: RunEvent[] = [];
    const file = await openRunFile(uri);
    try {
      const damage = await readRunEvents(file, (event) => events.push(event));
      return succeed({ events, problem: damage?.failure });
    } finally {
      await file.close();
    }
  } catch (thrown) {
    const { message } = failureFromThrown(thrown);
    return fail("run/file-unreadable", `The run file cannot be read: ${message}.`);
  }
}
