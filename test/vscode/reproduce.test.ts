import * as assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as vscode from "vscode";
import { COMMANDS } from "../../src/editor/contributions";
import { activateExtension, closeEditors, Reader, whenTab } from "./support";

const FOLDER = "ib-reproduction-1";

describe("reproducing the paper", () => {
  let reader: Reader;
  let folder: vscode.Uri;

  before(async () => {
    await activateExtension();
    folder = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, FOLDER);
  });
  beforeEach(() => {
    reader = new Reader();
  });
  afterEach(async () => {
    reader.dispose();
    await closeEditors();
  });
  after(async () => {
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  it("tries every claim, shows the report and says how many came out", async () => {
    const status = await vscode.commands.executeCommand(COMMANDS.reproducePaper, { networks: 1, epochs: 3 });
    assert.equal(status, "completed");
    await whenTab("Preview report.md");
    assert.equal(
      reader.only().message,
      `0 of 12 claims reproduced, 1 could not be tried. The report is ${FOLDER}/report.html.`,
    );
    const report = readFileSync(vscode.Uri.joinPath(folder, "report.html").fsPath, "utf8");
    assert.match(report, /Two phases: fitting, then compression: undecided/);
    assert.ok(existsSync(vscode.Uri.joinPath(folder, "gradients-gradients.svg").fsPath));
  });
});
