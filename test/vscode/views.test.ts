import * as assert from "node:assert/strict";
import { hostname } from "node:os";
import * as vscode from "vscode";
import { PANEL_VIEW_TYPE, COMMANDS, RUN_ITEM } from "../../src/editor/contributions";
import { PlanePanel } from "../../src/editor/views/planePanel";
import { RunTree } from "../../src/editor/views/runTree";
import { ShownRun } from "../../src/session/shownRun";
import type { ExtensionApi } from "../../src/extension";
import {
  activateExtension,
  closeEditors,
  nextEvent,
  Reader,
  TINY_CONFIG,
  useFolder,
  whenPlaneTabs,
} from "./support";

const openPlane = (): Thenable<unknown> => vscode.commands.executeCommand(COMMANDS.openInformationPlane);

describe("the information plane as an editor", () => {
  let api: ExtensionApi;
  before(async () => {
    api = await activateExtension();
  });
  afterEach(closeEditors);

  it("opens once, however often it is asked for, and closes without a trace", async () => {
    await openPlane();
    await closeEditors();
    const before = api.countLiveDisposables();
    for (let time = 0; time < 3; time++) {
      await openPlane();
      await openPlane();
      await whenPlaneTabs(1);
      assert.ok(api.countLiveDisposables() > before);
      await closeEditors();
      await whenPlaneTabs(0);
      assert.equal(api.countLiveDisposables(), before);
    }
  });

  const noLog = {
    info: () => undefined,
    warn: () => undefined,
    failure: () => undefined,
    thrown: () => undefined,
  };
  const restore = async (state: unknown, panel: vscode.WebviewPanel, owner: PlanePanel): Promise<void> => {
    await owner.deserializeWebviewPanel(panel, state);
  };
  const makeOwner = (shown: string[]): PlanePanel => {
    const context = {
      dist: vscode.Uri.file("/"),
      shownRun: new ShownRun(),
      log: { ...noLog, background: () => undefined },
      onReady: () => undefined,
      onAction: () => undefined,
      onOpenField: () => undefined,
      onSave: () => undefined,
    };
    return new PlanePanel(context, vscode.Uri.file("/"), (runId) => {
      shown.push(runId);
      return Promise.resolve();
    });
  };
  const makePanel = (): vscode.WebviewPanel =>
    vscode.window.createWebviewPanel(PANEL_VIEW_TYPE, "Information Plane", vscode.ViewColumn.One);

  it("comes back with the run that it showed, without scripts and forms that it should not have", async () => {
    const shown: string[] = [];
    const owner = makeOwner(shown);
    const panel = makePanel();
    await restore({ version: 1, runId: "run-7", hiddenLayers: [] }, panel, owner);
    assert.deepEqual(shown, ["run-7"]);
    const { enableScripts, enableForms, enableCommandUris, localResourceRoots } = panel.webview.options;
    assert.deepEqual([enableScripts, enableForms, enableCommandUris], [true, false, false]);
    assert.equal(localResourceRoots?.length, 1);
    assert.match(panel.webview.html, /default-src 'none'/);
    panel.dispose();
    owner.dispose();
  });

  it("comes back from a state that it does not know", async () => {
    const shown: string[] = [];
    for (const state of [undefined, null, 7, "x", { runId: 7 }]) {
      const owner = makeOwner(shown);
      const panel = makePanel();
      await restore(state, panel, owner);
      panel.dispose();
      owner.dispose();
    }
    assert.deepEqual(shown, []);
  });

  it("is there once only, also where the window brings back a second", async () => {
    const owner = makeOwner([]);
    const [first, second] = [makePanel(), makePanel()];
    await restore(undefined, first, owner);
    let disposed = false;
    second.onDidDispose(() => (disposed = true));
    await restore({ runId: "run-8" }, second, owner);
    assert.equal(disposed, true);
    first.dispose();
    owner.dispose();
  });
});

describe("the list of runs", () => {
  const folder = useFolder("listed");
  let api: ExtensionApi;
  let tree: RunTree;
  before(async () => {
    api = await activateExtension();
    tree = new RunTree(api.library, api.controller);
  });
  after(() => {
    tree.dispose();
  });
  afterEach(closeEditors);

  const items = async (): Promise<vscode.TreeItem[]> =>
    (await tree.getChildren())
      .filter((item) => item !== "more" && item.uri.includes("/listed/"))
      .map((stored) => tree.getTreeItem(stored));

  it("has what was run and what cannot be read, opens it and deletes it", async () => {
    const uri = await folder.write("tiny.ib.json", TINY_CONFIG);
    assert.equal(await vscode.commands.executeCommand(COMMANDS.run, uri), "completed");
    const first = api.controller.run;
    await folder.write("ib-runs/broken.ibrun", "hello\n");
    await api.library.refresh();
    const both = await items();
    assert.deepEqual(
      new Set(both.map(({ contextValue }) => contextValue)),
      new Set([RUN_ITEM.stored, RUN_ITEM.damaged]),
    );
    const stored = both.find(({ contextValue }) => contextValue === RUN_ITEM.stored);
    assert.equal(stored?.label, "tiny");
    assert.match(String(stored.description), /I\(X;T\) \d.* I\(T;Y\) \d/);
    const damaged = both.find(({ contextValue }) => contextValue === RUN_ITEM.damaged);
    assert.equal(damaged?.label, "broken.ibrun");
    assert.match(String(damaged.description), /no run of IB Analysis/);

    assert.equal(await vscode.commands.executeCommand(COMMANDS.run, uri), "completed");
    await closeEditors();
    assert.notEqual(api.shownRun()?.runId, first?.runId);
    await vscode.commands.executeCommand(COMMANDS.openRun, stored.command?.arguments?.[0]);
    assert.equal(api.shownRun()?.runId, first?.runId);
    assert.equal(api.shownRun()?.status, "completed");
    await whenPlaneTabs(1);

    const reader = new Reader("Move to Trash", "Delete for Good");
    try {
      await vscode.commands.executeCommand(COMMANDS.deleteRun, stored.command?.arguments?.[0]);
      assert.match(reader.notifications[0]?.message ?? "", /Delete the run/);
    } finally {
      reader.dispose();
    }
    assert.deepEqual(
      (await items()).filter(({ id }) => id === stored.id),
      [],
    );
  });

  it("deletes nothing that was not confirmed, or is not in the list", async () => {
    const count = (await api.library.list()).length;
    const target = await folder.write("keep.txt", "mine");
    const reader = new Reader("Move to Trash", "Delete for Good");
    try {
      for (const argument of [undefined, null, "x", {}, { uri: target.toString() }, target]) {
        await vscode.commands.executeCommand(COMMANDS.deleteRun, argument);
      }
      assert.deepEqual(reader.notifications, []);
    } finally {
      reader.dispose();
    }
    const hesitant = new Reader();
    try {
      await vscode.commands.executeCommand(COMMANDS.deleteRun, (await api.library.list())[0]);
      assert.equal(hesitant.notifications.length, 1);
    } finally {
      hesitant.dispose();
    }
    await api.library.refresh();
    assert.equal((await api.library.list()).length, count);
    await vscode.workspace.fs.stat(target);
  });

  it("lists a run that another process writes as running there, and does not delete it", async () => {
    const { runFile } = api.controller.run ?? assert.fail("there was a run");
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.file(runFile)));
    const file = await folder.write(
      "ib-runs/elsewhere.ibrun",
      `${text.split("\n").slice(0, 4).join("\n")}\n`,
    );
    // The process that started this one lives as long as this one.
    await folder.write(
      "ib-runs/elsewhere.ibrun.lock",
      JSON.stringify({ pid: process.ppid, host: hostname() }),
    );
    await api.library.refresh();
    const item = (await items()).find(({ id }) => id === file.toString());
    assert.match(String(item?.description), /running in another window/);
    const reader = new Reader("Move to Trash", "Delete for Good");
    try {
      await vscode.commands.executeCommand(COMMANDS.deleteRun, item?.command?.arguments?.[0]);
      assert.match(reader.only().message, /another window/);
    } finally {
      reader.dispose();
    }
    await vscode.workspace.fs.stat(file);
  });

  it("follows the workspace by itself", async () => {
    await api.library.list();
    const told = nextEvent(api.library.onDidChange);
    await folder.write("ib-runs/another.ibrun", "hello\n");
    await told;
    assert.ok((await items()).some(({ label }) => label === "another.ibrun"));
  });
});

describe("the sample config", () => {
  const created: vscode.Uri[] = [];
  after(async () => {
    await closeEditors();
    for (const uri of created) {
      await vscode.workspace.fs.delete(uri, { useTrash: false });
    }
  });

  it("is written where no file is in its way, opened, and has nothing wrong with it", async () => {
    await activateExtension();
    for (const name of ["sample.ib.json", "sample-2.ib.json"]) {
      const uri = await vscode.commands.executeCommand<vscode.Uri>(COMMANDS.createSampleConfig);
      created.push(uri);
      assert.equal(uri.path.split("/").at(-1), name);
      const document = vscode.window.activeTextEditor?.document;
      assert.equal(document?.uri.toString(), uri.toString());
      assert.equal(document.languageId, "jsonc");
    }
  });
});
