import * as vscode from "vscode";
import { PANEL_VIEW_TYPE } from "../contributions";
import type { RunPresenter } from "../../session/runPresenter";
import { DisposableStore, type Disposable } from "../../session/disposableStore";
import { fillPanel } from "./fillPanel";
import { PANEL_TITLE } from "./panelTitle";
import { readKeptRun, type PlaneWebviewContext } from "./planeWebview";

/** The information plane as an editor that follows what is run. There is one a window; opening it again brings it to the front. */
export class PlanePanel implements vscode.WebviewPanelSerializer, Disposable {
  readonly #context: PlaneWebviewContext;
  readonly #icon: vscode.Uri;
  readonly #showAgain: RunPresenter["showAgain"];
  readonly #store = new DisposableStore();
  #panel: vscode.WebviewPanel | undefined;

  /** `showAgain` is told the run that a panel of the last session had. */
  constructor(context: PlaneWebviewContext, icon: vscode.Uri, showAgain: RunPresenter["showAgain"]) {
    this.#context = context;
    this.#icon = icon;
    this.#showAgain = showAgain;
  }

  get visible(): boolean {
    return this.#panel?.visible ?? false;
  }

  /** Opens the panel, or brings it to the front. */
  open({ beside }: { readonly beside: boolean }): void {
    if (this.#panel !== undefined) {
      this.#panel.reveal(undefined, beside);
      return;
    }
    const column = beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    this.#adopt(
      vscode.window.createWebviewPanel(PANEL_VIEW_TYPE, PANEL_TITLE, {
        viewColumn: column,
        preserveFocus: beside,
      }),
    );
  }

  /** VS Code brings back the panel of the last session, with what its script had stored. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    if (this.#panel !== undefined) {
      panel.dispose();
      return;
    }
    this.#adopt(panel);
    const kept = readKeptRun(state);
    if (kept !== undefined) {
      await this.#showAgain(kept.runId, kept.uri);
    }
  }

  /** Leaves the panel itself open: a window that reloads brings it back. */
  dispose(): void {
    this.#store.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    const store = this.#store.add(new DisposableStore());
    this.#panel = panel;
    store.add(
      panel.onDidDispose(() => {
        this.#panel = undefined;
        this.#store.remove(store);
      }),
    );
    store.add(fillPanel(panel, this.#icon, this.#context));
  }
}
