import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../src/editor/contributions";
import { activateExtension, EXTENSION_ID } from "./support";

// Looked at while the tests are loaded: their hooks activate it.
const activeAtStart = vscode.extensions.getExtension(EXTENSION_ID)?.isActive;

describe("activation", () => {
  it("does not happen when the window starts", () => {
    assert.equal(activeAtStart, false);
  });

  it("registers every command", async () => {
    await activateExtension();
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.values(COMMANDS).filter((command) => !registered.has(command)),
      [],
    );
  });

  it("gives no way to trust a workspace", async () => {
    const api = await activateExtension();
    assert.deepEqual(Object.keys(api).sort(), [
      "controller",
      "countLiveDisposables",
      "distrust",
      "library",
      "shownRun",
    ]);
  });

  it("shows the log with the lines that are in it", async () => {
    await activateExtension();
    // A config that cannot be run is a failure, and failures are logged.
    const failed = vscode.commands.executeCommand(COMMANDS.run, vscode.Uri.parse("untitled:nowhere.ib.json"));
    assert.equal(await failed, "failed");
    await vscode.commands.executeCommand(COMMANDS.showLog);
    const isLogged = (): boolean =>
      vscode.workspace.textDocuments.some(
        (document) => document.uri.scheme === "output" && document.getText().includes("run/no-config"),
      );
    while (!isLogged()) {
      await new Promise<void>((resolve) => {
        const listeners = [
          vscode.workspace.onDidChangeTextDocument,
          vscode.workspace.onDidOpenTextDocument,
        ].map((event) =>
          (event as vscode.Event<unknown>)(() => {
            for (const listener of listeners) {
              listener.dispose();
            }
            resolve();
          }),
        );
      });
    }
    await vscode.commands.executeCommand("workbench.action.closePanel");
  });

  it("shows a config as JSON with comments", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "jsonc", content: "{}" });
    assert.equal(document.languageId, "jsonc");
    const { contributes } = vscode.extensions.getExtension(EXTENSION_ID)?.packageJSON as {
      contributes: { languages: { id: string; filenamePatterns: string[] }[] };
    };
    assert.deepEqual(contributes.languages[0]?.filenamePatterns, ["*.ib.json"]);
  });
});
