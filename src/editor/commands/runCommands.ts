import * as vscode from "vscode";
import type { Failure } from "../../base/failure";
import { COMMANDS, TRUSTED_COMMANDS } from "../contributions";
import type { EstimatorCheck } from "./checkEstimators";
import { prepareEstimateAgain, type EstimateAgainContext } from "./estimateAgain";
import { prepareResume } from "./prepareResume";
import { createSampleConfig } from "./createSampleConfig";
import { deleteRun } from "./deleteRun";
import { isWrittenElsewhere } from "../../disk/runLock";
import { DisposableStore, type Disposable } from "../../session/disposableStore";
import type { LogChannel } from "../log";
import { notify } from "../notify";
import type { KeptPanels } from "../views/keptPanels";
import type { PlanePanel } from "../views/planePanel";
import { registerCommand } from "../registration";
import type { RunController, StartOutcome } from "../../session/runController";
import type { RunLibrary, StoredRun } from "../../session/runLibrary";
import type { ReproduceContext } from "./reproducePaper";
import { announceOutcome } from "./runMessages";
import type { RunPresenter } from "../../session/runPresenter";
import type { ShownRun } from "../../session/shownRun";

const UNTRUSTED: Failure = {
  code: "run/untrusted",
  message:
    "This workspace is not trusted, so nothing in it is run, computed or changed. Trust the workspace to do that.",
};

export interface CommandContext {
  readonly controller: RunController;
  readonly presenter: RunPresenter;
  readonly library: RunLibrary;
  readonly panel: PlanePanel;
  readonly keptPanels: Pick<KeptPanels, "open">;
  readonly shownRun: Pick<ShownRun, "shown">;
  readonly planeIsVisible: () => boolean;
  readonly isTrusted: () => boolean;
  readonly estimateAgain: EstimateAgainContext;
  readonly check: EstimatorCheck;
  readonly reproduce: ReproduceContext;
  readonly log: LogChannel;
}

/** Registers every command of the manifest. */
export function registerCommands(context: CommandContext): Disposable {
  const { controller, presenter, library, panel, log } = context;
  const store = new DisposableStore();
  const register = (
    id: Parameters<typeof registerCommand>[0],
    handler: (argument: unknown) => unknown,
  ): void => {
    const isAllowed = (): boolean => !TRUSTED_COMMANDS.includes(id) || context.isTrusted();
    store.add(
      registerCommand(id, log, (argument) =>
        isAllowed() ? handler(argument) : conclude({ status: "failed", problem: { failure: UNTRUSTED } }),
      ),
    );
  };

  const conclude = async (outcome: StartOutcome): Promise<StartOutcome["status"]> => {
    if (outcome.status === "failed") {
      log.failure(outcome.problem.failure);
    }
    await announceOutcome(outcome, context.planeIsVisible());
    return outcome.status;
  };

  register(COMMANDS.run, async (argument) =>
    conclude(await controller.start(argument instanceof vscode.Uri ? argument.toString() : undefined)),
  );
  register(COMMANDS.estimateAgain, async (argument) =>
    conclude(
      await controller.start(undefined, () =>
        prepareEstimateAgain(storedRun(library, argument), context.estimateAgain),
      ),
    ),
  );
  register(COMMANDS.resumeRun, async (argument) =>
    conclude(
      await controller.start(undefined, () =>
        prepareResume(storedRun(library, argument), context.estimateAgain),
      ),
    ),
  );
  register(COMMANDS.checkEstimators, () => context.check.run());
  let reproducing: Promise<unknown> | undefined;
  register(COMMANDS.reproducePaper, (argument) => {
    // Claims, their reports and the runner are loaded with the first use: activation does without them.
    reproducing ??= import("./reproducePaper")
      .then(({ reproducePaperHere }) => reproducePaperHere(argument, context.reproduce))
      .finally(() => {
        reproducing = undefined;
      });
    return reproducing;
  });
  register(COMMANDS.cancel, () => {
    controller.cancel();
  });
  register(COMMANDS.openInformationPlane, async () => {
    panel.open({ beside: false });
    if (controller.state === "idle") {
      await presenter.showSomething();
    } else {
      presenter.showLive();
    }
  });
  register(COMMANDS.createSampleConfig, createSampleConfig);
  register(COMMANDS.showLog, () => {
    log.show();
  });
  register(COMMANDS.openRun, async (argument) => {
    const run = storedRun(library, argument);
    if (run?.summary.ok === true) {
      panel.open({ beside: false });
      await presenter.showRun(run.summary.value.runId);
    }
  });
  register(COMMANDS.keepRun, async (argument) => {
    const stored = storedRun(library, argument);
    const { shown } = context.shownRun;
    const runId =
      stored?.summary.ok === true
        ? stored.summary.value.runId
        : shown.kind === "run"
          ? shown.source.header?.runId
          : undefined;
    if (runId === undefined) {
      notify("information", "There is no run to open in a panel of its own.");
      return;
    }
    await context.keptPanels.open(runId);
  });
  register(COMMANDS.listMoreRuns, () => library.listMore());
  register(COMMANDS.revealRun, async (argument) => {
    const run = storedRun(library, argument);
    if (run !== undefined) {
      await vscode.commands.executeCommand("revealInExplorer", vscode.Uri.parse(run.uri));
    }
  });
  register(COMMANDS.deleteRun, async (argument) => {
    const run = storedRun(library, argument);
    if (run !== undefined && !(run.summary.ok && controller.isLive(run.summary.value.runId))) {
      const uri = vscode.Uri.parse(run.uri);
      if (uri.scheme === "file" && (await isWrittenElsewhere(uri.fsPath))) {
        notify(
          "warning",
          "This run is running in another window or terminal; cancel it there before you delete it here.",
        );
        return;
      }
      await deleteRun(run);
      await library.refresh();
    }
  });
  return store;
}

/** The stored run that a command of the tree was called on, if it is one. */
function storedRun(library: RunLibrary, argument: unknown): StoredRun | undefined {
  return typeof argument === "object" &&
    argument !== null &&
    "uri" in argument &&
    typeof argument.uri === "string"
    ? library.get(argument.uri)
    : undefined;
}
