import * as assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import * as vscode from "vscode";
import { CONFIG_BYTES_MAX, CONFIG_DEPTH_MAX } from "../../src/base/limits";
import { COMMANDS, RUN_ITEM, TRUSTED_COMMANDS, type CommandId } from "../../src/editor/contributions";
import { DIAGNOSTIC_SOURCE } from "../../src/editor/language/configDiagnostics";
import type { StoredRun } from "../../src/session/runLibrary";
import { RunTree } from "../../src/editor/views/runTree";
import type { ExtensionApi } from "../../src/extension";
import type { RunEvent } from "../../src/run/runEvent";
import { encodeRunEvent } from "../../src/run/runFile";
import { HOSTILE_TEXT, withTexts } from "../support/hostileTexts";
import { makeSyntheticRun } from "../support/syntheticRun";
import {
  activateExtension,
  closeEditors,
  nextEvent,
  Reader,
  TINY_CONFIG,
  useFolder,
  whenTab,
} from "./support";

/** Commands that show what is there, and one that stops a run; all others need trust. */
const SHOWING_COMMANDS: readonly CommandId[] = [
  COMMANDS.openExample,
  COMMANDS.cancel,
  COMMANDS.openInformationPlane,
  COMMANDS.showLog,
  COMMANDS.openRun,
  COMMANDS.keepRun,
  COMMANDS.revealRun,
  COMMANDS.listMoreRuns,
];

const runFile = (events: readonly RunEvent[]): string => `${events.map(encodeRunEvent).join("\n")}\n`;

/** What VS Code would make live, and what is not seen. */
function assertPlain(shown: unknown): void {
  assert.equal(typeof shown, "string", "a text, not Markdown");
  assert.doesNotMatch(
    String(shown),
    /\]\(|\$\(|<[a-z/!?]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/iu,
    String(shown),
  );
}

describe("a stranger's folder", () => {
  const folder = useFolder("stranger");
  let api: ExtensionApi;
  let reader: Reader;

  before(async () => {
    api = await activateExtension();
  });
  beforeEach(() => {
    reader = new Reader("Move to Trash", "Delete for Good");
  });
  afterEach(async () => {
    reader.dispose();
    await closeEditors();
  });

  async function store(name: string, events: readonly RunEvent[]): Promise<StoredRun> {
    const uri = await folder.write(`ib-runs/${name}.ibrun`, runFile(events));
    await api.library.refresh();
    const stored = (await api.library.list()).find((run) => run.uri === uri.toString());
    assert.ok(stored !== undefined, "the run is in the list");
    return stored;
  }

  it("has nothing computed or changed in it by any command while it is not trusted", async () => {
    assert.deepEqual(
      [...TRUSTED_COMMANDS, ...SHOWING_COMMANDS].sort(),
      Object.values(COMMANDS).sort(),
      "each command either needs trust or only shows something",
    );
    const config = await folder.write("tiny.ib.json", TINY_CONFIG);
    const stored = await store("stored", makeSyntheticRun());
    const listFiles = (): string[] =>
      readdirSync(vscode.workspace.workspaceFolders![0]!.uri.fsPath, { recursive: true, encoding: "utf8" })
        .filter((name) => !name.startsWith(".vscode"))
        .sort();
    const before = listFiles();
    const states: string[] = [];
    const listening = api.controller.onDidChangeState((state) => states.push(state));
    const distrust = api.distrust();
    try {
      for (const command of TRUSTED_COMMANDS) {
        const argument = command === COMMANDS.run ? config : stored;
        assert.equal(await vscode.commands.executeCommand(command, argument), "failed", command);
        assert.match(reader.only().message, /not trusted/, command);
        assert.deepEqual(reader.only().buttons, ["Manage Workspace Trust"], command);
        reader.notifications.length = 0;
      }
      await vscode.commands.executeCommand(COMMANDS.openRun, stored);
      assert.equal(api.shownRun()?.status, "completed", "what is stored is shown");
    } finally {
      distrust.dispose();
      listening.dispose();
    }
    assert.deepEqual(states, []);
    assert.deepEqual(listFiles(), before);
    assert.deepEqual(reader.notifications, []);
  });

  it("has its runs listed as text, whatever their files say", async () => {
    const KEPT = new Set(["type", "status", "severity", "spread", "name", "configHash", "runId"]);
    const [header, ...events] = makeSyntheticRun();
    assert.ok(header?.type === "run/started");
    const { config, ...shown } = header;
    const ended = events.slice(0, -1);
    const failure = { code: "internal", message: HOSTILE_TEXT };
    const hostile = [
      { ...withTexts(shown, (text, key) => (KEPT.has(key) ? text : HOSTILE_TEXT)), config: config! },
      ...ended,
      { type: "run/failed", failure } as const,
    ];
    const stored = await store("hostile", hostile);
    const { summary } = stored;
    assert.ok(summary.ok, "the run file is sound");
    assert.equal(summary.value.configName, HOSTILE_TEXT);
    const broken = "broken [x](command:workbench.action.closeWindow) $(bug) <img onerror=x> \u202e";
    await folder.write(`ib-runs/${broken}.ibrun`, `${HOSTILE_TEXT}\n`);
    await api.library.refresh();

    await vscode.commands.executeCommand(COMMANDS.keepRun, stored);
    await whenTab(" · ");
    for (const { label } of vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)) {
      assertPlain(label);
    }

    const tree = new RunTree(api.library, api.controller);
    try {
      const items = (await tree.getChildren())
        .filter((item) => item !== "more" && item.uri.includes("/stranger/"))
        .map((item) => tree.getTreeItem(item));
      assert.deepEqual(
        new Set(items.map(({ contextValue }) => contextValue)),
        new Set([RUN_ITEM.stored, RUN_ITEM.damaged]),
      );
      for (const { label, description, tooltip, accessibilityInformation } of items) {
        assertPlain(label);
        assertPlain(description);
        assertPlain(tooltip);
        assertPlain(accessibilityInformation?.label ?? "");
      }
    } finally {
      tree.dispose();
    }
  });

  it("is spoken of in text alone by every notification", async () => {
    const name =
      "[x](command:workbench.action.closeWindow) $(bug) <img src=x onerror=x> \u202e\u2028.ib.json";
    for (const config of [
      { data: { source: "csv", file: `${HOSTILE_TEXT}.csv`, label: HOSTILE_TEXT } },
      { data: { source: "mat", file: "../[x](command:y).mat", inputs: HOSTILE_TEXT } },
      { data: { source: HOSTILE_TEXT } },
      {
        data: { source: "symmetric-rule" },
        [HOSTILE_TEXT]: HOSTILE_TEXT,
        training: { epochs: HOSTILE_TEXT },
      },
    ]) {
      const uri = await folder.write(name, JSON.stringify(config));
      assert.equal(await vscode.commands.executeCommand(COMMANDS.run, uri), "failed");
      assertPlain(reader.only().message);
      reader.notifications.length = 0;
      await closeEditors();
    }
  });

  it("has no config parsed that is too large or nests too deep, in the editor or by a run", async () => {
    const sized = (bytes: number): string => TINY_CONFIG + " ".repeat(bytes - TINY_CONFIG.length);
    const nested = `{ "x": ${"[".repeat(CONFIG_DEPTH_MAX)}${"]".repeat(CONFIG_DEPTH_MAX)} }`;
    for (const [name, text, code] of [
      ["large", sized(CONFIG_BYTES_MAX + 1), "config/too-large"],
      ["deep", nested, "config/too-deep"],
    ] as const) {
      const uri = await folder.write(`${name}.ib.json`, text);
      await vscode.window.showTextDocument(uri);
      const ours = (): vscode.Diagnostic[] =>
        vscode.languages.getDiagnostics(uri).filter(({ source }) => source === DIAGNOSTIC_SOURCE);
      while (ours().length === 0) {
        await nextEvent(vscode.languages.onDidChangeDiagnostics);
      }
      assert.deepEqual(
        ours().map((diagnostic) => diagnostic.code),
        [code],
      );
      assert.equal(await vscode.commands.executeCommand(COMMANDS.run, uri), "failed");
      assert.match(reader.only().message, name === "large" ? /1048577 bytes/ : /64 deep/);
      reader.notifications.length = 0;
      await closeEditors();
    }
  });
});
