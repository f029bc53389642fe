import * as assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Worker } from "node:worker_threads";
import * as vscode from "vscode";
import { COMMANDS } from "../../src/editor/contributions";
import type { LiveRun } from "../../src/session/runController";
import type { ExtensionApi } from "../../src/extension";
import { RunRecord } from "../../src/view/runRecord";
import { readRunFile } from "../../src/run/runFile";
import {
  activateExtension,
  closeEditors,
  ENDLESS_CONFIG,
  nextEvent,
  Reader,
  TINY_CONFIG,
  useFolder,
} from "./support";

const run = (uri: vscode.Uri): Thenable<unknown> => vscode.commands.executeCommand(COMMANDS.run, uri);

describe("running a config", () => {
  const folder = useFolder("running");
  let api: ExtensionApi;
  let reader: Reader;

  before(async () => {
    api = await activateExtension();
  });
  beforeEach(() => {
    reader = new Reader();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand(COMMANDS.cancel);
    if (api.controller.state !== "idle") {
      await nextEvent(api.controller.onDidChangeState, (state) => state === "idle");
    }
    reader.dispose();
    await closeEditors();
  });

  const lastRun = (): LiveRun => {
    const { run: last } = api.controller;
    assert.ok(last !== undefined, "there was a run");
    return last;
  };
  const eventsOfLastRun = async () => {
    const { events, problems } = readRunFile(await readFile(lastRun().runFile, "utf8"));
    assert.deepEqual(problems, []);
    return events;
  };

  it("trains, shows and stores it", async () => {
    const uri = await folder.write("tiny.ib.json", TINY_CONFIG);
    assert.equal(await run(uri), "completed");
    const events = await eventsOfLastRun();
    assert.equal(events[0]?.type === "run/started" && events[0].configName, "running/tiny.ib.json");
    assert.deepEqual(events.at(-1), { type: "run/finished", status: "completed" });
    assert.equal(events.filter(({ type }) => type === "cell/epoch").length, 5);
    assert.deepEqual(reader.notifications, []);
    const shown = api.shownRun();
    assert.equal(shown?.status, "completed");
    assert.equal(shown.cells[0]?.layers.length, 2);
    assert.deepEqual(shown, lastRun().record.view());
    assert.equal(lastRun().runFile.includes("/running/ib-runs/"), true);
  });

  it("trains on few rows, one mini-batch an epoch", async () => {
    const rows = Array.from({ length: 150 }, (_, i) => `${(i % 50) / 10},${i % 7},${["x", "y", "z"][i % 3]}`);
    await folder.write("small.csv", ["a,b,class", ...rows, ""].join("\n"));
    const config = `{ "data": { "source": "csv", "file": "small.csv", "label": "class" }, "network": { "hidden": [3] }, "training": { "epochs": 3 } }`;
    assert.equal(await run(await folder.write("small.ib.json", config)), "completed");
    assert.equal(api.shownRun()?.cells[0]?.batchesPerEpoch, 1);
    const epochs = (await eventsOfLastRun()).filter((event) => event.type === "cell/epoch");
    assert.equal(epochs[0]?.layers[0]?.gradientDeviation, NaN);
    assert.deepEqual(reader.notifications, []);
  });

  it("goes on with a run that was cut off, at the first network without an end", async () => {
    const config = TINY_CONFIG.replace(/\}\s*$/u, `, "study": { "networks": 3 } }`);
    assert.equal(await run(await folder.write("study.ib.json", config)), "completed");
    const { runFile } = lastRun();
    const whole = await eventsOfLastRun();
    const lines = (await readFile(runFile, "utf8")).split("\n");
    const end = lines.findIndex((line) => line.includes('"cell/finished"'));
    await writeFile(runFile, lines.slice(0, end + 3).join("\n"));
    await api.library.refresh();
    const stored = (await api.library.list()).find(({ uri }) => vscode.Uri.parse(uri).fsPath === runFile);
    assert.equal(stored?.summary.ok === true && stored.summary.value.status, "interrupted");
    assert.equal(await vscode.commands.executeCommand(COMMANDS.resumeRun, stored), "completed");
    assert.equal(lastRun().runFile, runFile);
    const figuresOf = (events: typeof whole): unknown[] =>
      events
        .filter((event) => event.type === "cell/epoch" || event.type === "cell/snapshot")
        .map((event) => JSON.stringify(event))
        .sort();
    assert.deepEqual(figuresOf(await eventsOfLastRun()), figuresOf(whole));
    // Without a word of which, the run that is shown is meant.
    await writeFile(runFile, lines.slice(0, end + 3).join("\n"));
    await vscode.commands.executeCommand(COMMANDS.openRun, stored);
    const nowhere = { uri: vscode.Uri.file(`${runFile}.none`).toString() };
    assert.equal(await vscode.commands.executeCommand(COMMANDS.resumeRun, nowhere), "failed");
    assert.match(reader.only().message, /There is no run to go on with/);
    reader.notifications.length = 0;
    assert.equal(await vscode.commands.executeCommand(COMMANDS.resumeRun), "completed");
    assert.deepEqual(figuresOf(await eventsOfLastRun()), figuresOf(whole));
    assert.deepEqual(reader.notifications, []);
    assert.equal(await vscode.commands.executeCommand(COMMANDS.resumeRun), "failed");
    // Without a word of which, the run that is shown is meant; this one has come to its end.
    assert.match(reader.only().message, /There is no run to go on with/);
  });

  it("says which network of two diverged, and what to do, at the line that it is of", async () => {
    const config = `{
  "data": { "source": "symmetric-rule" },
  "network": { "activation": "linear", "hidden": [3] },
  "training": { "seed": 1, "epochs": 20, "learningRate": 1.4 },
  "analysis": { "estimator": "binning", "snapshots": 3 },
  "study": { "networks": 2 }
}`;
    const uri = await folder.write("half.ib.json", config);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const shownAtLine = (): vscode.Diagnostic | undefined =>
      vscode.languages.getDiagnostics(uri).find(({ code }) => code === "training/diverged");
    const diagnosed = nextEvent(vscode.languages.onDidChangeDiagnostics, () => shownAtLine() !== undefined);
    assert.equal(await run(uri), "completed");
    await diagnosed;
    assert.match(shownAtLine()?.message ?? "", /In 1 of 2 networks.*training\.learningRate/);
    const diagnostic = shownAtLine();
    assert.equal(diagnostic?.range.start.line, 3);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      uri,
      diagnostic.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const [lower] = actions.filter(({ edit }) => edit !== undefined);
    assert.match(lower?.title ?? "", /learningRate/);
    assert.ok(lower?.edit !== undefined && (await vscode.workspace.applyEdit(lower.edit)));
    assert.match(document.getText(), /"epochs": 20, "learningRate": [\d.]+ \}/);
    assert.doesNotMatch(document.getText(), /1\.4/);
    await document.save();
    const shown = api.shownRun();
    assert.deepEqual(
      shown?.cells.map(({ divergence }) => divergence !== undefined),
      [true, false],
    );
    const { events } = readRunFile(await readFile(lastRun().runFile, "utf8"));
    const again = new RunRecord();
    for (const event of events) {
      again.apply(event);
    }
    assert.deepEqual(again.view(), shown);
  });

  it("takes the config in the active editor, and saves it first", async () => {
    const uri = await folder.write("edited.ib.json", TINY_CONFIG);
    const editor = await vscode.window.showTextDocument(uri);
    const at = TINY_CONFIG.indexOf("5 }");
    const range = new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + 1));
    await editor.edit((edit) => {
      edit.replace(range, "7");
    });
    assert.equal(editor.document.isDirty, true);
    assert.equal(await vscode.commands.executeCommand(COMMANDS.run), "completed");
    assert.equal(editor.document.isDirty, false);
    const started = (await eventsOfLastRun())[0];
    assert.equal(started?.type === "run/started" && started.config?.training.epochs, 7);
  });

  it("refuses a second run while one goes on, and cancels the first", async () => {
    const uri = await folder.write("endless.ib.json", ENDLESS_CONFIG);
    const training = nextEvent(api.controller.onDidUpdate);
    const first = run(uri);
    await training;
    const others = await Promise.all(Array.from({ length: 5 }, () => run(uri)));
    assert.deepEqual(others, Array<string>(5).fill("refused"));
    assert.match(reader.notifications[0]?.message ?? "", /already going on/);
    assert.deepEqual(reader.notifications[0]?.buttons, ["Open Information Plane", "Cancel Run"]);
    await vscode.commands.executeCommand(COMMANDS.cancel);
    assert.equal(await first, "canceled");
    assert.deepEqual((await eventsOfLastRun()).at(-1), { type: "run/finished", status: "canceled" });
    assert.equal(api.controller.state, "idle");
  });

  it("names its file after the config, in whatever script", async () => {
    const uri = await folder.write("сеть 網路.ib.json", TINY_CONFIG);
    assert.equal(await run(uri), "completed");
    assert.match(lastRun().runFile, /\/сеть_網路-20\d{6}T\d{6}-[0-9a-f]{6}\.ibrun$/u);
  });

  it("says while it trains what memory it holds", async () => {
    const uri = await folder.write("endless.ib.json", ENDLESS_CONFIG);
    const told = nextEvent(
      api.controller.onDidUpdate,
      () => api.controller.run?.progress?.memoryMebibytes !== undefined,
    );
    const started = run(uri);
    await told;
    const held = api.controller.run?.progress?.memoryMebibytes ?? NaN;
    assert.ok(held > 1 && held < 4096, String(held));
    await vscode.commands.executeCommand(COMMANDS.cancel);
    assert.equal(await started, "canceled");
  });

  it("can be canceled before the worker has said anything", async () => {
    const uri = await folder.write("endless.ib.json", ENDLESS_CONFIG);
    const preparing = nextEvent(api.controller.onDidChangeState, (state) => state === "preparing");
    const started = run(uri);
    await preparing;
    await vscode.commands.executeCommand(COMMANDS.cancel);
    assert.equal(await started, "canceled");
  });

  it("does not start in a workspace that is not trusted", async () => {
    const uri = await folder.write("untrusted/tiny.ib.json", TINY_CONFIG);
    const distrust = api.distrust();
    try {
      assert.equal(await run(uri), "failed");
    } finally {
      distrust.dispose();
    }
    assert.match(reader.only().message, /not trusted/);
    assert.deepEqual(reader.only().buttons, ["Manage Workspace Trust"]);
    assert.deepEqual((await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(uri, ".."))).length, 1);
  });

  const csv = (file: string): string => `{ "data": { "source": "csv", "file": "${file}", "label": "y" } }`;
  const rows = (...lines: string[]): string => ["a,b,y", ...lines, ""].join("\n");
  const cases: { name: string; config: string; data?: string; message: RegExp; shown: string }[] = [
    { name: "broken JSON", config: `{ "data": `, message: /broken-JSON\.ib\.json has/, shown: "" },
    {
      name: "two values out of range",
      config: `{ "data": { "source": "symmetric-rule" }, "training": { "epochs": 0, "batchSize": -1 } }`,
      message: /has 2 errors; the first: .*epochs/,
      shown: "0",
    },
    {
      name: "an unknown source",
      config: `{ "data": { "source": "symetric-rule" } }`,
      message: /has an error: .*source.*symetric-rule/,
      shown: `"symetric-rule"`,
    },
    {
      name: "a missing file",
      config: csv("none.csv"),
      message: /data\.file is "none\.csv".*no such file/,
      shown: `"none.csv"`,
    },
    {
      name: "a file outside the workspace",
      config: csv("../../../outside.csv"),
      message: /out of the workspace/,
      shown: `"../../../outside.csv"`,
    },
    {
      name: "a ragged row",
      config: csv("data.csv"),
      data: rows("1,2,0", "1,2", "3,4,1"),
      message: /(row|line) \D*3/i,
      shown: `"data.csv"`,
    },
    {
      name: "one class only",
      config: csv("data.csv"),
      data: rows("1,2,0", "3,4,0", "5,6,0", "7,8,0"),
      message: /one class|classes/i,
      shown: "",
    },
    {
      name: "a cell that is no number",
      config: csv("data.csv"),
      data: rows("1,2,0", "3,many,1", "5,6,0", "7,8,1"),
      message: /(row|line) \D*3.*many|many.*(row|line) \D*3/i,
      shown: "",
    },
  ];
  for (const { name, config, data, message, shown } of cases) {
    it(`says what is wrong with ${name}, and where`, async () => {
      const base = name.replaceAll(" ", "-");
      const uri = await folder.write(`${base}/${base}.ib.json`, config);
      if (data !== undefined) {
        await folder.write(`${base}/data.csv`, data);
      }
      assert.equal(await run(uri), "failed");
      assert.match(reader.only().message, message);
      assert.equal(reader.only().kind, "error");
      assert.match(reader.only().message, /\.$/);
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.uri.toString(), uri.toString());
      if (shown !== "") {
        assert.equal(editor.document.getText(editor.selection), shown);
      }
      assert.equal(api.controller.state, "idle");
    });
  }

  it("refuses a run that needs more memory than it may take, and shows the estimate", async () => {
    const wide = `{ "data": { "source": "symmetric-rule" }, "network": { "hidden": [4096, 4096, 4096, 4096] }, "training": { "epochs": 5 } }`;
    const uri = await folder.write("wide.ib.json", wide);
    assert.equal(await run(uri), "failed");
    assert.match(reader.only().message, /MiB/);
  });

  it("says so where the worker is gone, keeps what was recorded, and can run again", async () => {
    // Taking it is the only way to get at the worker that the extension starts.
    const threads = createRequire(__filename)("node:worker_threads") as { Worker: typeof Worker };
    const original = threads.Worker;
    const started: Worker[] = [];
    threads.Worker = class extends original {
      constructor(...parameters: ConstructorParameters<typeof Worker>) {
        super(...parameters);
        started.push(this);
      }
    };
    try {
      const uri = await folder.write("endless.ib.json", ENDLESS_CONFIG);
      const training = nextEvent(api.controller.onDidUpdate);
      const ended = run(uri);
      await training;
      assert.equal(started.length, 1);
      await started[0]?.terminate();
      assert.equal(await ended, "failed");
    } finally {
      threads.Worker = original;
    }
    assert.match(reader.only().message, /worker/i);
    assert.deepEqual(reader.only().buttons, ["Show Log"]);
    const events = await eventsOfLastRun();
    assert.equal(events.at(-1)?.type, "run/failed");
    assert.ok(events.length > 2);
    assert.equal(api.shownRun()?.status, "failed");
    assert.equal(await run(await folder.write("tiny.ib.json", TINY_CONFIG)), "completed");
  });

  it("leaves nothing behind", async () => {
    const uri = await folder.write("tiny.ib.json", TINY_CONFIG);
    assert.equal(await run(uri), "completed");
    await closeEditors();
    const before = api.countLiveDisposables();
    assert.equal(await run(uri), "completed");
    await closeEditors();
    assert.equal(api.countLiveDisposables(), before);
  });
});
