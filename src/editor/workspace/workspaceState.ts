import * as vscode from "vscode";
import type { ConfigFiles } from "./configFiles";
import { DisposableStore, type Disposable } from "../../session/disposableStore";
import type { Log } from "../log";
import { setContextKey } from "../registration";
import type { RunController } from "../../session/runController";

export interface WorkspaceStateOptions {
  readonly configFiles: ConfigFiles;
  readonly controller: RunController;
  readonly log: Log;
  readonly runsView: Pick<vscode.TreeView<unknown>, "visible" | "onDidChangeVisibility">;
  /** Something changed that decides what an empty view says. */
  readonly onDidChange: () => void;
}

/** Keeps the context keys of the manifest's `when` clauses, and tells when an empty view should say something else. */
export function followWorkspace({
  configFiles,
  controller,
  log,
  runsView,
  onDidChange,
}: WorkspaceStateOptions): Disposable {
  const store = new DisposableStore();
  // The workspace is searched only for someone who looks: activation comes with any jsonc file.
  const lookForConfigs = async (): Promise<void> => {
    const found = await configFiles.find();
    if (!store.disposed) {
      await setContextKey("ibAnalysis.configs", found.length === 0 ? "none" : "some");
    }
  };
  const noteConfigs = (): void => {
    if (runsView.visible) {
      log.background("Looking for configs", lookForConfigs());
    }
  };
  store.add(
    configFiles.onDidChange(() => {
      noteConfigs();
      onDidChange();
    }),
  );
  store.add(
    controller.onDidChangeState((state) => {
      log.background("Setting a context key", setContextKey("ibAnalysis.running", state !== "idle"));
    }),
  );
  store.add(vscode.workspace.onDidGrantWorkspaceTrust(onDidChange));
  store.add(runsView.onDidChangeVisibility(noteConfigs));
  return store;
}
