import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import type { StoredRun } from "../../src/session/runLibrary";
import { COMMANDS, KEPT_PANEL_VIEW_TYPE, RUN_EDITOR_VIEW_TYPE } from "../../src/editor/contributions";
import type { ExtensionApi } from "../../src/extension";
import { createConfigFiles } from "../../src/editor/workspace/configFiles";
import { followConfig } from "../../src/editor/workspace/followConfig";
import { PANEL_TITLE } from "../../src/editor/views/panelTitle";
import { systemClock } from "../../src/session/clock";
import { DisposableStore } from "../../src/session/disposableStore";
import { ShownRun } from "../../src/session/shownRun";
import {
  activateExtension,
  closeEditors,
  nextEvent,
  Reader,
  TINY_CONFIG,
  useFolder,
  whenPlaneTabs,
  whenTab,
} from "./support";

const keptTabs = (): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(KEPT_PANEL_VIEW_TYPE),
    );

/** Fulfilled as soon as so many tabs keep a run: tabs follow what is done a moment later. */
async function whenKept(count: number): Promise<void> {
  while (keptTabs().length !== count) {
    await nextEvent(vscode.window.tabGroups.onDidChangeTabs);
  }
}

describe("panels that keep a run", () => {
  const folder = useFolder("kept");
  let api: ExtensionApi;
  before(async () => {
    api = await activateExtension();
  });
  afterEach(closeEditors);

  const runConfig = async (name: string): Promise<unknown> => {
    const uri = await folder.write(name, TINY_CONFIG);
    assert.equal(await vscode.commands.executeCommand(COMMANDS.run, uri), "completed");
    await api.library.refresh();
    return (await api.library.list()).find(
      ({ summary }) => summary.ok && summary.value.runId === api.controller.run?.runId,
    );
  };

  it("stand beside the one that follows, each with its run in its title, and close without a trace", async () => {
    const first = await runConfig("first.ib.json");
    const second = await runConfig("second.ib.json");
    await closeEditors();
    await vscode.commands.executeCommand(COMMANDS.openInformationPlane);
    await whenTab("second.ib.json · 20");
    await vscode.commands.executeCommand(COMMANDS.keepRun, first);
    await whenTab("first.ib.json · 20");
    await vscode.commands.executeCommand(COMMANDS.keepRun, second);
    await whenKept(2);
    // Each run once.
    await vscode.commands.executeCommand(COMMANDS.keepRun, first);
    assert.equal(keptTabs().length, 2);
    await runConfig("third.ib.json");
    await whenTab("third.ib.json · 20");
    assert.deepEqual(
      new Set(keptTabs().map(({ label }) => label.split(" ")[0])),
      new Set(["first.ib.json", "second.ib.json"]),
    );
    await closeEditors();
    await whenPlaneTabs(0);
    await whenKept(0);
    const before = api.countLiveDisposables();
    await vscode.commands.executeCommand(COMMANDS.keepRun, first);
    await whenKept(1);
    assert.ok(api.countLiveDisposables() > before);
    await closeEditors();
    await whenKept(0);
    assert.equal(api.countLiveDisposables(), before);
  });

  it("are told apart by their files, where a file is a copy of another", async () => {
    const first = (await runConfig("copied.ib.json")) as StoredRun;
    const copy = vscode.Uri.parse(first.uri.replace(/[^/]+$/u, "copy.ibrun"));
    await vscode.workspace.fs.copy(vscode.Uri.parse(first.uri), copy);
    await runConfig("next.ib.json");
    await api.library.refresh();
    await closeEditors();
    await vscode.commands.executeCommand(COMMANDS.openRun, { uri: copy.toString() });
    await whenTab("copied.ib.json · 20");
    await vscode.commands.executeCommand(COMMANDS.keepRun, first);
    await vscode.commands.executeCommand(COMMANDS.keepRun, { uri: copy.toString() });
    await whenKept(2);
    // The file of the shown run is deleted: the panel says so, and the other file stays as it is.
    assert.notEqual(api.shownRun(), undefined);
    await vscode.workspace.fs.delete(copy);
    await api.library.refresh();
    await whenTab(PANEL_TITLE);
    assert.equal(api.shownRun(), undefined);
    await closeEditors();
  });

  it("show a run that was recorded beforehand, also where nothing may be run", async () => {
    await closeEditors();
    const distrust = api.distrust();
    try {
      await vscode.commands.executeCommand(COMMANDS.openExample);
      await whenTab("recorded-example.ib.json · 20");
    } finally {
      distrust.dispose();
    }
    await closeEditors();
  });

  it("are what a run file opens in", async () => {
    const { uri } = (await runConfig("opened.ib.json")) as StoredRun;
    await closeEditors();
    await vscode.commands.executeCommand("vscode.open", vscode.Uri.parse(uri));
    await whenTab("opened.ib.json · 20");
    const [tab] = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
    assert.ok(tab?.input instanceof vscode.TabInputCustom);
    assert.equal(tab.input.viewType, RUN_EDITOR_VIEW_TYPE);
    await closeEditors();
  });

  it("keep the run that is shown if none is named", async () => {
    await runConfig("shown.ib.json");
    await closeEditors();
    await vscode.commands.executeCommand(COMMANDS.keepRun);
    await whenTab("shown.ib.json · 20");
    assert.equal(keptTabs().length, 1);
    const reader = new Reader();
    try {
      await vscode.commands.executeCommand(COMMANDS.keepRun, { uri: "no such run" });
      assert.equal(keptTabs().length, 1);
      assert.deepEqual(reader.notifications, []);
    } finally {
      reader.dispose();
    }
  });
});

describe("a run whose config is edited", () => {
  const folder = useFolder("edited");
  afterEach(closeEditors);

  it("is told that it has changed since, until the change is taken back, and that it is gone", async () => {
    const { controller } = await activateExtension();
    const uri = await folder.write("edited.ib.json", TINY_CONFIG);
    assert.equal(await vscode.commands.executeCommand(COMMANDS.run, uri), "completed");
    const store = new DisposableStore();
    const shownRun = new ShownRun();
    const configFiles = store.add(createConfigFiles());
    const log = { background: (_doing: string, promise: PromiseLike<unknown>) => void promise };
    store.add(
      followConfig({ shownRun, controller: { run: undefined }, configFiles, log, clock: systemClock }),
    );
    const whenState = (state: string): Promise<unknown> =>
      nextEvent(shownRun.onDidChange, () => shownRun.configState === state);
    try {
      const same = whenState("same");
      shownRun.show({ kind: "run", source: controller.run?.record ?? assert.fail("there was a run") });
      await same;
      const document = await vscode.workspace.openTextDocument(uri);
      const replace = async (text: string): Promise<void> => {
        const edit = new vscode.WorkspaceEdit();
        edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
        assert.ok(await vscode.workspace.applyEdit(edit));
      };
      for (const [text, state] of [
        [TINY_CONFIG.replace(`"epochs": 5`, `"epochs": 6`), "changed"],
        // Words and order are no change.
        [`// another word\n${TINY_CONFIG}`, "same"],
        ["{ nonsense", "changed"],
        [TINY_CONFIG, "same"],
      ] as const) {
        const told = whenState(state);
        await replace(text);
        await told;
      }
      await document.save();
      const gone = whenState("gone");
      await vscode.workspace.fs.delete(uri);
      await gone;
    } finally {
      store.dispose();
    }
  });
});
