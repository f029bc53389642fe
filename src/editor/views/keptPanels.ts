import * as vscode from "vscode";
import { DisposableStore, type Disposable } from "../../session/disposableStore";
import { KEPT_PANEL_VIEW_TYPE } from "../contributions";
import type { RunRecord } from "../../view/runRecord";
import type { Shown } from "../../session/shownRun";
import type { Plane } from "./plane";
import { fillPanel } from "./fillPanel";
import { PANEL_TITLE } from "./panelTitle";
import { readKeptRun } from "./planeWebview";

/** Makes what a panel shows; what that needs to be told of is in the store, and disposed with it. */
export type CreatePlane = (store: DisposableStore) => Plane;

/** Which run a panel is to keep: one by its id, or whatever a file holds. */
export type KeptRun = { readonly runId: string } | { readonly uri: string };

/**
 * Panels that keep one run each, beside the one that follows what is run: to look at runs next to each other. A run file
 * that is opened as an editor is one of them.
 */
export class KeptPanels
  implements vscode.WebviewPanelSerializer, vscode.CustomReadonlyEditorProvider, Disposable
{
  readonly #createPlane: CreatePlane;
  readonly #icon: vscode.Uri;
  readonly #store = new DisposableStore();
  readonly #open = new Map<vscode.WebviewPanel, Plane>();

  constructor(createPlane: CreatePlane, icon: vscode.Uri) {
    this.#createPlane = createPlane;
    this.#icon = icon;
  }

  /** Opens a panel that keeps this run, or brings the one that does to the front. */
  async open(run: KeptRun): Promise<void> {
    for (const [panel, { shownRun }] of this.#open) {
      if (keeps(shownRun.shown, run)) {
        panel.reveal();
        return;
      }
    }
    const panel = vscode.window.createWebviewPanel(
      KEPT_PANEL_VIEW_TYPE,
      PANEL_TITLE,
      vscode.ViewColumn.Beside,
    );
    const { presenter } = this.#adopt(panel);
    await ("uri" in run ? presenter.showFile(run.uri) : presenter.showRun(run.runId));
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  async resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): Promise<void> {
    await this.#adopt(panel).presenter.showFile(uri.toString());
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = readKeptRun(state);
    await this.#adopt(panel).presenter.showAgain(kept?.runId ?? "", kept?.uri);
  }

  /** Tells the panels that a run has grown. */
  noteGrowth(record: RunRecord): void {
    for (const { shownRun } of this.#open.values()) {
      shownRun.noteGrowth(record);
    }
  }

  /** A run file changed: shows what has come to runs that another window writes. */
  async followShown(): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ presenter }) => presenter.followShown()));
  }

  /** Leaves the panels themselves open: a window that reloads brings them back. */
  dispose(): void {
    this.#store.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): Plane {
    const store = this.#store.add(new DisposableStore());
    const plane = this.#createPlane(store);
    this.#open.set(panel, plane);
    store.add(
      panel.onDidDispose(() => {
        this.#open.delete(panel);
        this.#store.remove(store);
      }),
    );
    store.add(fillPanel(panel, this.#icon, plane.context));
    return plane;
  }
}

function keeps(shown: Shown, run: KeptRun): boolean {
  if (shown.kind === "none") {
    return false;
  }
  return "uri" in run ? shown.uri === run.uri : shown.source.header?.runId === run.runId;
}
