import type * as vscode from "vscode";
import { DisposableStore, type Disposable } from "../../session/disposableStore";
import { attachPlane, type PlaneWebviewContext } from "./planeWebview";

/** The information plane in the side bar. */
export class PlaneView implements vscode.WebviewViewProvider, Disposable {
  readonly #context: PlaneWebviewContext;
  readonly #store = new DisposableStore();
  #view: vscode.WebviewView | undefined;

  constructor(context: PlaneWebviewContext) {
    this.#context = context;
  }

  get visible(): boolean {
    return this.#view?.visible ?? false;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    // Called again where the view was moved or its webview had gone; the old one tells of its own disposal.
    const store = this.#store.add(new DisposableStore());
    this.#view = view;
    store.add(
      view.onDidDispose(() => {
        this.#store.remove(store);
        if (this.#view === view) {
          this.#view = undefined;
        }
      }),
    );
    store.add(attachPlane(view, "side", view.onDidChangeVisibility, this.#context));
  }

  dispose(): void {
    this.#store.dispose();
  }
}
