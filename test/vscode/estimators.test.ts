import * as assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as vscode from "vscode";
import type { CheckOutcome } from "../../src/editor/commands/checkEstimators";
import { COMMANDS } from "../../src/editor/contributions";
import type { StoredRun } from "../../src/session/runLibrary";
import type { ExtensionApi } from "../../src/extension";
import { activateExtension, closeEditors, Reader, useFolder, whenTab } from "./support";

const SEVERAL = `{
  "data": { "source": "symmetric-rule" },
  "network": { "hidden": [3] },
  "training": { "epochs": 3 },
  "analysis": {
    "snapshots": 3,
    "estimator": ["binning", { "name": "noise", "samples": 20 }],
    "keepActivations": true
  }
}
`;

/** Chooses from quick picks, by the beginnings of the labels, in turn. */
class Chooser {
  readonly #original = vscode.window.showQuickPick;
  readonly offered: string[][] = [];

  constructor(...labels: readonly string[]) {
    const left = [...labels];
    const pick = (items: readonly vscode.QuickPickItem[]): Promise<vscode.QuickPickItem | undefined> => {
      this.offered.push(items.map(({ label }) => label));
      const wanted = left.shift();
      return Promise.resolve(items.find(({ label }) => wanted !== undefined && label.startsWith(wanted)));
    };
    Object.assign(vscode.window, { showQuickPick: pick });
  }

  dispose(): void {
    Object.assign(vscode.window, { showQuickPick: this.#original });
  }
}

describe("several estimators", () => {
  const folder = useFolder("estimators");
  let api: ExtensionApi;
  let reader: Reader;

  before(async () => {
    api = await activateExtension();
  });
  beforeEach(() => {
    reader = new Reader();
  });
  afterEach(async () => {
    reader.dispose();
    await closeEditors();
  });

  /** The stored run of this config. */
  async function runStored(name: string, text: string): Promise<StoredRun> {
    const uri = await folder.write(name, text);
    assert.equal(await vscode.commands.executeCommand(COMMANDS.run, uri), "completed");
    await api.library.refresh();
    const { runId } = api.controller.run!;
    const stored = (await api.library.list()).find(
      ({ summary }) => summary.ok && summary.value.runId === runId,
    );
    assert.ok(stored !== undefined, "the run is in the list");
    return stored;
  }

  it("measure the same snapshots, and another can be asked later without training", async () => {
    const stored = await runStored("several.ib.json", SEVERAL);
    const [cell] = api.shownRun()!.cells;
    assert.deepEqual(
      cell?.estimators.map(({ key }) => key),
      ["binning", "noise"],
    );
    assert.equal(cell.bound?.trivial, false);
    const activations = vscode.Uri.parse(stored.uri).fsPath.replace(/\.ibrun$/, ".activations");
    assert.equal(existsSync(activations), true);

    const chooser = new Chooser("Binning, 100 bins");
    try {
      assert.equal(await vscode.commands.executeCommand(COMMANDS.estimateAgain, stored), "completed");
    } finally {
      chooser.dispose();
    }
    const [again] = api.shownRun()!.cells;
    assert.deepEqual(
      again?.estimators.map(({ key }) => key),
      ["binning", "noise", "binning 2"],
    );
    assert.equal(again.epochs.values.length, cell.epochs.values.length);
    assert.deepEqual(reader.notifications, []);
  });

  it("cannot be asked of a run that kept no activations, and the message says how it would", async () => {
    const stored = await runStored("plain.ib.json", SEVERAL.replace(/,\s*"keepActivations": true/, ""));
    const chooser = new Chooser("KDE bounds");
    try {
      assert.equal(await vscode.commands.executeCommand(COMMANDS.estimateAgain, stored), "failed");
    } finally {
      chooser.dispose();
    }
    assert.match(reader.only().message, /"keepActivations": true/);
  });

  it("are asked nothing again in a workspace that is not trusted", async () => {
    const stored = (await api.library.list()).find(({ summary }) => summary.ok);
    assert.ok(stored !== undefined, "a run is in the list");
    const before = readFileSync(vscode.Uri.parse(stored.uri).fsPath);
    const distrust = api.distrust();
    const chooser = new Chooser("Binning, 100 bins");
    try {
      assert.equal(await vscode.commands.executeCommand(COMMANDS.estimateAgain, stored), "failed");
    } finally {
      chooser.dispose();
      distrust.dispose();
    }
    assert.deepEqual(chooser.offered, []);
    assert.match(reader.only().message, /not trusted/);
    assert.deepEqual(reader.only().buttons, ["Manage Workspace Trust"]);
    assert.deepEqual(readFileSync(vscode.Uri.parse(stored.uri).fsPath), before);
  });

  it("let the person choose the run too, or nothing", async () => {
    const chooser = new Chooser("several");
    try {
      assert.equal(await vscode.commands.executeCommand(COMMANDS.estimateAgain), "abandoned");
    } finally {
      chooser.dispose();
    }
    assert.equal(chooser.offered.length, 2);
    assert.deepEqual(reader.notifications, []);
  });

  it("are checked in front of the person, and are right", async () => {
    const outcome = await vscode.commands.executeCommand<CheckOutcome>(COMMANDS.checkEstimators);
    assert.equal(outcome.status, "completed");
    assert.deepEqual(
      outcome.rows.filter(({ passed }) => !passed),
      [],
    );
    assert.ok(outcome.rows.length > 20);
    await whenTab("Estimator check");
  });
});
