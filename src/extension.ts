import * as vscode from "vscode";
import { CANCEL_GRACE_MS } from "./base/limits";
import { EstimatorCheck } from "./editor/commands/checkEstimators";
import { systemClock } from "./session/clock";
import { checkConfigFile, createConfigFiles } from "./editor/workspace/configFiles";
import { followConfig } from "./editor/workspace/followConfig";
import {
  COMMANDS,
  EXAMPLE_RUN,
  KEPT_PANEL_VIEW_TYPE,
  PANEL_VIEW_TYPE,
  RUN_EDITOR_VIEW_TYPE,
  VIEWS,
} from "./editor/contributions";
import { countLiveDisposables, DisposableStore, type Disposable } from "./session/disposableStore";
import { registerLanguageFeatures } from "./editor/language/registerLanguageFeatures";
import { LastFindings } from "./editor/language/lastFindings";
import { createLog } from "./editor/log";
import { notify } from "./editor/notify";
import { KeptPanels } from "./editor/views/keptPanels";
import type { Plane } from "./editor/views/plane";
import { PlanePanel } from "./editor/views/planePanel";
import { PlaneView } from "./editor/views/planeView";
import { prepareRun } from "./session/prepareRun";
import { registerCommands } from "./editor/commands/runCommands";
import { RunController } from "./session/runController";
import { RunLibrary, type RunReader } from "./session/runLibrary";
import { RunPresenter } from "./session/runPresenter";
import { showRunProgress } from "./editor/views/runProgress";
import { createRunStore } from "./editor/workspace/runStore";
import { selectShownRun } from "./editor/views/selectShownRun";
import { RunTree } from "./editor/views/runTree";
import { createRunWorkspace } from "./editor/workspace/runWorkspace";
import { ShownRun } from "./session/shownRun";
import { createStatusBar } from "./editor/views/statusBar";
import { saveExport } from "./editor/commands/saveExport";
import { RunConfigDocuments } from "./editor/commands/runConfigDocuments";
import { carryOutViewAction, openField } from "./editor/commands/viewActions";
import { followWorkspace } from "./editor/workspace/workspaceState";
import type { RunView } from "./view/viewMessages";

/** What the tests inside VS Code see of the extension. Other extensions should not rely on it. */
export interface ExtensionApi {
  readonly controller: Pick<
    RunController,
    "state" | "run" | "isLive" | "onDidChangeState" | "onDidBegin" | "onDidUpdate" | "onDidEnd"
  >;
  readonly library: Pick<RunLibrary, "list" | "unlisted" | "refresh" | "get" | "onDidChange">;
  /** What the views show; undefined if that is no run. */
  shownRun(): RunView | undefined;
  /** Takes trust away until the result is disposed; it cannot give any. */
  distrust(): Disposable;
  countLiveDisposables(): number;
}

/** How long the window may wait for a canceled run's file to be closed, after the worker's own grace. */
const CLOSE_GRACE_MS = 500;

let activeController: RunController | undefined;

/** Puts the parts together. What takes time is left for when it is first needed. */
export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const store = new DisposableStore();
  context.subscriptions.push(store);
  const dist = vscode.Uri.joinPath(context.extensionUri, "dist");
  const workerPath = vscode.Uri.joinPath(dist, "worker.js").fsPath;
  const log = store.add(createLog());
  let distrusted = false;
  const isTrusted = (): boolean => vscode.workspace.isTrusted && !distrusted;

  const configFiles = store.add(createConfigFiles());
  const library = store.add(new RunLibrary(store.add(createRunStore()), loadRunReader, systemClock));
  const workspace = createRunWorkspace({
    configFiles,
    log,
    workerPath,
    isTrusted,
    onRecordingFailure: (message) => {
      notify("warning", `${message} The run goes on without being recorded.`);
    },
  });
  const controller = store.add(new RunController((uri, signal) => prepareRun(workspace, uri, signal)));
  activeController = controller;

  const runConfigs = store.add(new RunConfigDocuments());
  const hasConfig = async (): Promise<boolean> => (await configFiles.find()).length > 0;
  const createPlane = (own: DisposableStore, onReady: () => void): Plane => {
    const shownRun = new ShownRun();
    own.add(followConfig({ shownRun, controller, configFiles, log, clock: systemClock }));
    return {
      shownRun,
      presenter: new RunPresenter({
        shownRun,
        library,
        controller,
        addressOf: (path) => vscode.Uri.file(path).toString(),
        isTrusted,
        hasConfig,
      }),
      context: {
        dist,
        shownRun,
        log,
        onReady,
        onAction: (action) => {
          log.background(
            `Doing ${action} for a view`,
            carryOutViewAction(action, { controller, configFiles, shownRun, library, runConfigs }),
          );
        },
        onOpenField: (path) => {
          log.background(
            "Opening a config at a field",
            openField(path, { controller, configFiles, shownRun }),
          );
        },
        onSave: (format, data) => {
          log.background(`Saving the view as ${format}`, saveExport(shownRun.shown, format, data));
        },
      },
    };
  };
  const planeIsVisible = (): boolean => panel.visible || view.visible;
  const fillEmptyViews = (): void => {
    if (planeIsVisible()) {
      log.background("Looking for something to show", presenter.fillEmpty());
    }
  };
  const { shownRun, presenter, context: planeContext } = createPlane(store, fillEmptyViews);
  const icon = vscode.Uri.joinPath(context.extensionUri, "media", "plane.svg");
  const panel = store.add(
    new PlanePanel(planeContext, icon, (runId, uri) => presenter.showAgain(runId, uri)),
  );
  const view = store.add(new PlaneView(planeContext));
  const keptPanels = store.add(new KeptPanels((own) => createPlane(own, () => undefined), icon));
  const tree = store.add(new RunTree(library, controller));

  store.add(vscode.window.registerWebviewPanelSerializer(PANEL_VIEW_TYPE, panel));
  store.add(vscode.window.registerWebviewPanelSerializer(KEPT_PANEL_VIEW_TYPE, keptPanels));
  store.add(vscode.window.registerCustomEditorProvider(RUN_EDITOR_VIEW_TYPE, keptPanels));
  store.add(vscode.window.registerWebviewViewProvider(VIEWS.plane, view));
  const runsView = store.add(vscode.window.createTreeView(VIEWS.runs, { treeDataProvider: tree }));
  store.add(selectShownRun(runsView, shownRun, library, log));
  store.add(createStatusBar(controller));
  store.add(showRunProgress(controller));
  store.add(followWorkspace({ configFiles, controller, log, runsView, onDidChange: fillEmptyViews }));
  store.add(
    controller.onDidBegin(() => {
      presenter.showLive();
      panel.open({ beside: true });
    }),
  );
  store.add(
    controller.onDidUpdate(({ record }) => {
      shownRun.noteGrowth(record);
      keptPanels.noteGrowth(record);
    }),
  );
  // A system that is out of file watchers tells nothing; our own runs are known without them.
  for (const event of [controller.onDidBegin, controller.onDidEnd]) {
    store.add(
      event(() => {
        library.noteChange();
      }),
    );
  }
  store.add(library.onDidChange(fillEmptyViews));
  store.add(
    library.onDidChange(() => {
      log.background("Following the run of another window", presenter.followShown());
      log.background("Following the run of another window", keptPanels.followShown());
    }),
  );
  store.add(
    registerLanguageFeatures({
      runCommand: COMMANDS.run,
      runFindings: store.add(new LastFindings(controller)),
      checkFile: checkConfigFile,
      isTrusted,
    }),
  );
  store.add(
    registerCommands({
      controller,
      presenter,
      library,
      panel,
      keptPanels,
      shownRun,
      planeIsVisible,
      isTrusted,
      estimateAgain: { library, configFiles, workerPath, isTrusted, log },
      check: store.add(new EstimatorCheck(workerPath, log)),
      reproduce: { workerPath, log },
      exampleRun: vscode.Uri.joinPath(context.extensionUri, ...EXAMPLE_RUN),
      log,
    }),
  );

  return {
    controller,
    library,
    shownRun: () => (shownRun.shown.kind === "run" ? shownRun.shown.source.view() : undefined),
    distrust: () => {
      distrusted = true;
      return { dispose: () => (distrusted = false) };
    },
    countLiveDisposables,
  };
}

async function loadRunReader(): Promise<RunReader> {
  const [{ RunFileReading }, { summarizeRun }] = await Promise.all([
    import("./disk/readRunEvents"),
    import("./session/runSummary"),
  ]);
  return { RunFileReading, summarizeRun };
}

/** Stops the run and waits for its file to be closed, but not longer than the window can wait. */
export async function deactivate(): Promise<void> {
  activeController?.dispose();
  await Promise.race([
    activeController?.whenIdle(),
    new Promise((resolve) => setTimeout(resolve, CANCEL_GRACE_MS + CLOSE_GRACE_MS)),
  ]);
}
