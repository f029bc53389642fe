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

  it("shows a config as JSON with comments", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "jsonc", content: "{}" });
    assert.equal(document.languageId, "jsonc");
    const { contributes } = vscode.extensions.getExtension(EXTENSION_ID)?.packageJSON as {
      contributes: { languages: { id: string; filenamePatterns: string[] }[] };
    };
    assert.deepEqual(contributes.languages[0]?.filenamePatterns, ["*.ib.json"]);
  });
});
