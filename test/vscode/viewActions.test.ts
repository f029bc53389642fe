import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { succeed } from "../../src/base/failure";
import { RunConfigDocuments } from "../../src/editor/commands/runConfigDocuments";
import { saveExport } from "../../src/editor/commands/saveExport";
import { carryOutViewAction, openField, type ViewActionContext } from "../../src/editor/commands/viewActions";
import type { ConfigFiles } from "../../src/editor/workspace/configFiles";
import { ShownRun } from "../../src/session/shownRun";
import type { ViewAction } from "../../src/view/viewMessages";
import { RunRecord } from "../../src/view/runRecord";
import { makeSyntheticRun } from "../support/syntheticRun";
import { activateExtension, closeEditors, Reader, useFolder } from "./support";

/** Answers in place of the person who is asked by a dialog of VS Code, until it is disposed. */
function answer(
  name: "showSaveDialog" | "showQuickPick",
  give: (asked: never) => unknown,
): vscode.Disposable {
  const original = vscode.window[name];
  Object.assign(vscode.window, { [name]: (asked: never) => Promise.resolve(give(asked)) });
  return new vscode.Disposable(() => {
    Object.assign(vscode.window, { [name]: original });
  });
}

function recordOf(runId: string): RunRecord {
  const record = new RunRecord();
  for (const [index, event] of makeSyntheticRun().entries()) {
    record.apply(index === 0 ? ({ ...event, runId, configName: `${runId}.ib.json` } as typeof event) : event);
  }
  return record;
}

describe("what a view asks for", () => {
  const folder = useFolder("viewActions");
  let reader: Reader;
  let runConfigs: RunConfigDocuments;
  let shownRun: ShownRun;

  before(async () => {
    await activateExtension();
    await vscode.workspace.fs.createDirectory(folder.uri());
  });
  beforeEach(() => {
    reader = new Reader();
    // The extension has registered its own; documents of the same scheme come from either.
    runConfigs = new RunConfigDocuments();
    shownRun = new ShownRun();
    shownRun.show({ kind: "run", source: recordOf("own") });
  });
  afterEach(async () => {
    reader.dispose();
    runConfigs.dispose();
    await closeEditors();
  });

  it("opens the config of today at a field, and says so if there is none", async () => {
    const uri = await folder.write("own.ib.json", `{\n  "training": { "epochs": 12 }\n}\n`);
    const configFiles = {
      find: () => Promise.resolve([{ uri: uri.toString(), name: "own.ib.json", location: undefined }]),
    };
    const context = { controller: { run: undefined }, configFiles, shownRun };
    await openField(["training", "epochs"], context);
    const { document, selection } = vscode.window.activeTextEditor ?? assert.fail("an editor is open");
    assert.equal(document.getText(selection), "12");
    assert.deepEqual(reader.notifications, []);
    await openField(["training"], { ...context, configFiles: { find: () => Promise.resolve([]) } });
    assert.match(reader.only().message, /not in the workspace any more/);
  });

  const others = ["first", "second", "third", "fourth"];
  const act = async (action: ViewAction): Promise<void> => {
    const library = {
      list: () =>
        Promise.resolve(
          ["own", ...others].map((runId) => ({
            uri: runId,
            modifiedAt: 0,
            summary: succeed({
              runId,
              configName: `${runId}.ib.json`,
              createdAt: "2026-01-02T03:04:05.000Z",
              status: "completed" as const,
              epochs: 1,
              networks: 1,
            }),
          })),
        ),
      load: (uri: string) => Promise.resolve(succeed(recordOf(uri))),
      find: () => Promise.resolve(undefined),
    };
    const configFiles = { find: () => Promise.resolve([]) } as unknown as ConfigFiles;
    const context: ViewActionContext = {
      controller: { run: undefined },
      configFiles,
      shownRun,
      library,
      runConfigs,
    };
    await carryOutViewAction(action, context);
  };

  it("opens the config as it was, with every field, to be read only", async () => {
    await act("openRunConfig");
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, "ib-analysis-config");
    const config = JSON.parse(document.getText()) as { readonly data: { readonly trainingFraction: number } };
    assert.equal(config.data.trainingFraction, 0.85);
  });

  it("says that the config is gone when it is to be compared with the file", async () => {
    await act("compareConfig");
    assert.deepEqual(
      reader.notifications.map(({ message }) => message),
      ["The config of this run is not in the workspace any more."],
    );
  });

  it("compares with the runs that are chosen, three at most, and ends that again", async () => {
    const chooser = answer("showQuickPick", (items: readonly unknown[]) => items);
    await act("compareRuns");
    chooser.dispose();
    assert.deepEqual(
      shownRun.compared.map(({ header }) => header?.runId),
      ["first", "second", "third"],
    );
    assert.match(reader.notifications[0]?.message ?? "", /^4 runs were chosen; the first 3/);
    await act("compareRunConfigs");
    assert.equal(
      vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff,
      true,
    );
    await act("endComparison");
    assert.deepEqual(shownRun.compared, []);
  });

  it("saves every figure where the person says, and nothing if the person does not", async () => {
    for (const [action, extension] of [
      ["exportCsv", "csv"],
      ["exportJson", "json"],
    ] as const) {
      let suggested = "";
      const target = vscode.Uri.joinPath(folder.uri(), `figures.${extension}`);
      const dialog = answer("showSaveDialog", ({ defaultUri }: vscode.SaveDialogOptions) => {
        suggested = defaultUri?.path ?? "";
        return target;
      });
      await act(action);
      dialog.dispose();
      assert.match(suggested, new RegExp(`/own-2017-03-02\\.${extension}$`));
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(target));
      assert.match(text, extension === "csv" ? /^# run own, own\.ib\.json/ : /^\{\n "run": "own"/);
      assert.match(text, /trainingFraction/);
    }
    assert.equal(reader.notifications.length, 2);
    const dialog = answer("showSaveDialog", () => undefined);
    await saveExport(shownRun.shown, "svg", "<svg/>");
    dialog.dispose();
    assert.equal(reader.notifications.length, 2);
  });

  it("says why a file could not be written", async () => {
    const dialog = answer("showSaveDialog", () => folder.uri());
    await saveExport(shownRun.shown, "png", Uint8Array.of(1));
    dialog.dispose();
    assert.match(
      reader.notifications[0]?.message ?? "",
      /^viewActions could not be written to .*: (a folder of that name is there|illegal operation on a directory)\. /u,
    );
  });

  it("has nothing to export and to compare where no run is shown", async () => {
    shownRun.show({ kind: "none", reason: "no-run" });
    await act("exportCsv");
    await act("compareRuns");
    await act("openRunConfig");
    assert.equal(reader.notifications.length, 3);
  });
});
