import * as vscode from "vscode";
import { readSetting } from "../registration";
import { CONFIG_SELECTOR, isConfigDocument } from "./configDocuments";
import { DisposableStore, type Disposable } from "../../session/disposableStore";

const LENS_SETTING = "ibAnalysis.codeLens.enabled";

/** Shows "Run IB Analysis" above the first line of every config. The command gets the config's address. */
export function registerRunLens(runCommand: string): Disposable {
  const store = new DisposableStore();
  const changed = store.add(new vscode.EventEmitter<void>());
  store.add(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(LENS_SETTING)) {
        changed.fire();
      }
    }),
  );
  store.add(
    vscode.languages.registerCodeLensProvider(CONFIG_SELECTOR, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: (document) => {
        if (!isConfigDocument(document) || !readSetting(LENS_SETTING, document.uri)) {
          return [];
        }
        const command = { title: "$(play) Run IB Analysis", command: runCommand, arguments: [document.uri] };
        return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command)];
      },
    }),
  );
  return store;
}
