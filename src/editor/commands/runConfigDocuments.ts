import * as vscode from "vscode";
import { DisposableStore, type Disposable } from "../../session/disposableStore";

const SCHEME = "ib-analysis-config";

/** Configs as they are read, with every field: documents that no one can write to. */
export class RunConfigDocuments implements Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<vscode.Uri>());
  readonly #texts = new Map<string, string>();

  constructor() {
    this.#store.add(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: (uri) => this.#texts.get(uri.path) ?? "",
      }),
    );
  }

  /** Opens a config by itself. */
  async open(name: string, config: object): Promise<void> {
    await vscode.window.showTextDocument(this.#write(name, config), { preview: true });
  }

  /** Opens two configs beside each other with their differences. */
  async compare(before: readonly [string, object], after: readonly [string, object]): Promise<void> {
    await vscode.commands.executeCommand(
      "vscode.diff",
      this.#write(...before),
      this.#write(...after),
      `${before[0]} ↔ ${after[0]}`,
    );
  }

  dispose(): void {
    this.#store.dispose();
  }

  #write(name: string, config: object): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name.replaceAll("/", "∕")}.json` });
    const text = `${JSON.stringify(config, undefined, 2)}\n`;
    if (this.#texts.get(uri.path) !== text) {
      this.#texts.set(uri.path, text);
      this.#changed.fire(uri);
    }
    return uri;
  }
}
