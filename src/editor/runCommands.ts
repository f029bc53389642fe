import * as vscode from "vscode";
import { COMMANDS } from "./contributions";
import { createSampleConfig } from "./createSampleConfig";
import { deleteRun } from "./deleteRun";
import { DisposableStore, type Disposable } from "./disposableStore";
import type { LogChannel } from "./log";
import type { PlanePanel } from "./planePanel";
import { registerCommand } from "./registration";
import type { RunController } from "./runController";
import type { RunLibrary, StoredRun } from "./runLibrary";
import { announceOutcome } from "./runMessages";
import type { RunPresenter } from "./runPresenter";

export interface CommandContext {
  readonly controller: RunController;
  readonly presenter: RunPresenter;
  readonly library: RunLibrary;
  readonly panel: PlanePanel;
  readonly planeIsVisible: () => boolean;
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
    store.add(registerCommand(id, log, handler));
  };

  register(COMMANDS.run, async (argument) => {
    const outcome = await controller.start(argument instanceof vscode.Uri ? argument.toString() : undefined);
    if (outcome.status === "failed") {
      log.failure(outcome.problem.failure);
    }
    await announceOutcome(outcome, context.planeIsVisible());
    return outcome.status;
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
  register(COMMANDS.revealRun, async (argument) => {
    const run = storedRun(library, argument);
    if (run !== undefined) {
      await vscode.commands.executeCommand("revealInExplorer", vscode.Uri.parse(run.uri));
    }
  });
  register(COMMANDS.deleteRun, async (argument) => {
    const run = storedRun(library, argument);
    if (run !== undefined && !(run.summary.ok && controller.isLive(run.summary.value.runId))) {
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
