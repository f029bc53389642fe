import type * as vscode from "vscode";
import { DisposableStore, type Disposable } from "../../session/disposableStore";
import { showRunInTitle } from "./panelTitle";
import { attachPlane, type PlaneWebviewContext } from "./planeWebview";

/** Fills a panel with the information plane and names its run in the title, until the result is disposed. */
export function fillPanel(
  panel: vscode.WebviewPanel,
  icon: vscode.Uri,
  context: PlaneWebviewContext,
): Disposable {
  const store = new DisposableStore();
  panel.iconPath = icon;
  store.add(showRunInTitle(panel, context.shownRun));
  store.add(attachPlane(panel, "panel", panel.onDidChangeViewState, context));
  return store;
}
