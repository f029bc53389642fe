import type * as vscode from "vscode";
import { DisposableStore, type Disposable } from "../../session/disposableStore";
import type { RunLibrary } from "../../session/runLibrary";
import type { ShownRun } from "../../session/shownRun";
import type { Log } from "../log";
import type { RunTreeItem } from "./runTree";

/** Keeps the run that the panel shows selected in the list of runs, while the list is in sight, until the result is disposed. */
export function selectShownRun(
  view: Pick<vscode.TreeView<RunTreeItem>, "visible" | "reveal" | "onDidChangeVisibility">,
  shownRun: Pick<ShownRun, "shown" | "onDidChange">,
  library: Pick<RunLibrary, "get" | "onDidChange">,
  log: Pick<Log, "background">,
): Disposable {
  const store = new DisposableStore();
  let selected: string | undefined;
  const select = (): void => {
    const { shown } = shownRun;
    const uri = shown.kind === "run" ? shown.uri : undefined;
    const run = uri === undefined ? undefined : library.get(uri);
    // To reveal an item of a list that is not in sight would open the list.
    if (run === undefined || uri === selected || !view.visible) {
      return;
    }
    selected = uri;
    log.background("Selecting the run that is shown", view.reveal(run, { select: true, focus: false }));
  };
  for (const event of [shownRun.onDidChange, library.onDidChange]) {
    store.add(event(select));
  }
  store.add(view.onDidChangeVisibility(select));
  return store;
}
