import * as vscode from "vscode";
import type { Failure } from "../../base/failure";
import { COMMANDS, RUN_EDITOR_VIEW_TYPE, TRUSTED_COMMANDS } from "../contributions";
import type { EstimatorCheck } from "./checkEstimators";
import { prepareEstimateAgain, type EstimateAgainContext } from "./estimateAgain";
import { prepareResume } from "./prepareResume";
import { createSampleConfig } from "./createSampleConfig";
import { deleteRun } from "./deleteRun";
import { isWrittenElsewhere } from "../../disk/runLock";
import { UNFINISHED } from "../../view/viewMessages";
import { DisposableStore, type Disposable } from "../../session/disposableStore";
import type { LogChannel } from "../log";
import { notify } from "../notify";
import type { KeptPanels, KeptRun } from "../views/keptPanels";
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
  readonly exampleRun: vscode.Uri;
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
  register(COMMANDS.resumeRun, async (argument) => {
    const uri = addressOf(argument);
    // A panel may keep a file that is none of the workspace's runs; without a word of which, the run that is shown is meant.
    const run = await (uri === undefined ? findUnfinished(library, context.shownRun) : library.look(uri));
    return conclude(await controller.start(undefined, () => prepareResume(run, context.estimateAgain)));
  });
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
  register(COMMANDS.openExample, async () => {
    await vscode.commands.executeCommand("vscode.openWith", context.exampleRun, RUN_EDITOR_VIEW_TYPE);
  });
  register(COMMANDS.createSampleConfig, createSampleConfig);
  register(COMMANDS.showLog, () => {
    log.show();
  });
  register(COMMANDS.openRun, async (argument) => {
    const run = storedRun(library, argument);
    if (run !== undefined) {
      panel.open({ beside: false });
      await presenter.showFile(run.uri);
    }
  });
  register(COMMANDS.keepRun, async (argument) => {
    const stored = storedRun(library, argument);
    const run = stored ?? shownRunOf(context.shownRun);
    if (run === undefined) {
      notify("information", "There is no run to open in a panel of its own.");
      return;
    }
    await context.keptPanels.open(run);
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

/** What the panel that follows the runs shows, if that is a run: where a command of the palette is not told another. */
function shownRunOf({ shown }: Pick<ShownRun, "shown">): KeptRun | undefined {
  if (shown.kind === "none") {
    return undefined;
  }
  const runId = shown.source.header?.runId;
  if (shown.uri !== undefined) {
    return { uri: shown.uri };
  }
  return runId === undefined ? undefined : { runId };
}

/** What the panel shows, if that is a run that can be gone on with. */
async function findUnfinished(
  library: RunLibrary,
  shownRun: Pick<ShownRun, "shown">,
): Promise<StoredRun | undefined> {
  const run = shownRunOf(shownRun);
  if (run === undefined) {
    return undefined;
  }
  const stored = "uri" in run ? await library.look(run.uri) : await library.find(run.runId);
  return stored?.summary.ok === true && UNFINISHED.includes(stored.summary.value.status) ? stored : undefined;
}

/** The stored run that a command of the tree was called on, if it is one. */
function storedRun(library: RunLibrary, argument: unknown): StoredRun | undefined {
  const uri = addressOf(argument);
  return uri === undefined ? undefined : library.get(uri);
}

/** The address of the run that a command was called on, if it was called on one. */
function addressOf(argument: unknown): string | undefined {
  return typeof argument === "object" &&
    argument !== null &&
    "uri" in argument &&
    typeof argument.uri === "string"
    ? argument.uri
    : undefined;
}
