import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { SAMPLE_CONFIG } from "../../src/config/text/sampleConfig";
import type { Failure } from "../../src/base/failure";
import { COMMANDS } from "../../src/editor/contributions";
import { ConfigDiagnostics, type RunFinding } from "../../src/editor/language/configDiagnostics";

const WAIT_MS = 20_000;
const OURS = "IB Analysis";

let folder: vscode.Uri;
let count = 0;
const disposables: { dispose(): unknown }[] = [];

before(async () => {
  const [workspaceFolder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(workspaceFolder !== undefined, "the tests run in a folder");
  folder = vscode.Uri.joinPath(workspaceFolder.uri, "language");
  await vscode.extensions.getExtension("ib-analysis.ib-analysis")?.activate();
});

afterEach(async () => {
  for (const disposable of disposables.splice(0)) {
    disposable.dispose();
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
});

after(async () => {
  await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: false });
});

/** A new file in the workspace, in an editor. */
async function open(text: string, name = `config-${count++}.ib.json`): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.joinPath(folder, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  // Not by openTextDocument: VS Code would keep the document for minutes after its editor has gone.
  await vscode.commands.executeCommand("vscode.open", uri);
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.toString(), uri.toString());
  return document;
}

async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Fulfilled as soon as the diagnostics of a file are as wanted. */
async function whenDiagnostics(
  uri: vscode.Uri,
  wanted: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  let listener: vscode.Disposable | undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      const look = (): void => {
        const diagnostics = vscode.languages.getDiagnostics(uri);
        if (wanted(diagnostics)) {
          resolve(diagnostics);
        }
      };
      listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((changed) => changed.toString() === uri.toString())) {
          look();
        }
      });
      timer = setTimeout(() => {
        const seen = vscode.languages
          .getDiagnostics(uri)
          .map(({ source, code, message }) => ({ source, code, message }));
        reject(new Error(`The diagnostics stay ${JSON.stringify(seen)}`));
      }, WAIT_MS);
      look();
    });
  } finally {
    listener?.dispose();
    clearTimeout(timer);
  }
}

const codesOf = (diagnostics: readonly vscode.Diagnostic[], source = OURS): unknown[] =>
  diagnostics.filter((diagnostic) => diagnostic.source === source).map(({ code }) => code);

const fromJson = (diagnostics: readonly vscode.Diagnostic[]): readonly vscode.Diagnostic[] =>
  diagnostics.filter(({ source }) => source !== OURS);

/** The end of the first place where a text stands in the document. */
function behind(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `${text} is in the text`);
  return document.positionAt(offset + text.length);
}

async function completionsAt(document: vscode.TextDocument, position: vscode.Position): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    position,
  );
  return list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
}

async function hoverAt(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  const parts = hovers.flatMap(({ contents }) => contents);
  return parts.map((part) => (part instanceof vscode.MarkdownString ? part.value : "")).join("\n");
}

async function fixesOf(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return actions.filter(({ edit }) => edit !== undefined);
}

async function lensesOf(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  return await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
  );
}

describe("the JSON schema in the editor", () => {
  it("leaves judgment to our diagnostics: each mistake is shown once", async () => {
    // The built-in JSON support has to say something for its silence about the rest to mean anything: it objects
    // to the second seed always, and to the trailing comma until it has read our schema.
    const document = await open(
      `{
        // a comment
        "data": { "source": "symmetric-rule", "seed": 1, "seed": 2 },
        "network": { "activation": "tahn", "hidden": [0, 1.5, { "units": "x" }], "what": 1 },
        "training": { "epochs": -1, "batchSize": "half" },
        "analysis": { "range": [1], "bins": null },
      }`,
    );
    const diagnostics = await whenDiagnostics(
      document.uri,
      (found) =>
        codesOf(found).length > 0 &&
        fromJson(found)
          .map(({ message }) => message)
          .join() === "Duplicate object key,Duplicate object key",
    );
    assert.deepEqual(codesOf(diagnostics), [
      "config/not-allowed",
      "config/out-of-range",
      "config/out-of-range",
      "config/wrong-type",
      "config/unknown-key",
      "config/out-of-range",
      "config/not-allowed",
      "config/wrong-type",
      "config/wrong-type",
    ]);
  });

  it("shows epochs: -1 as one error on the number", async () => {
    const document = await open(`{ "data": { "source": "symmetric-rule" }, "training": { "epochs": -1 } }`);
    const [diagnostic, ...others] = await whenDiagnostics(document.uri, (found) => found.length > 0);
    assert.deepEqual(others, []);
    assert.equal(diagnostic?.message, "training.epochs is -1; it must be a whole number from 1 to 100000.");
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(diagnostic.range), "-1");
  });

  it("offers the sections and the fields of a section", async () => {
    const document = await open(`{ "data": { "source": "symmetric-rule" }, "training": { "" }, "" }`);
    const fields = await completionsAt(document, behind(document, `"training": { "`));
    assert.ok(
      ["epochs", "batchSize", "learningRate"].every((name) => fields.includes(name)),
      fields.join(),
    );
    const sections = await completionsAt(document, behind(document, `{ "" }, "`));
    assert.ok(
      ["network", "analysis"].every((name) => sections.includes(name)),
      sections.join(),
    );
  });

  it("offers the fields of the chosen source only", async () => {
    const document = await open(`{ "data": { "source": "csv", "" } }`);
    const fields = await completionsAt(document, behind(document, `"csv", "`));
    assert.ok(
      ["file", "label", "delimiter"].every((name) => fields.includes(name)),
      fields.join(),
    );
    assert.ok(!fields.includes("mutualInformation"), fields.join());
  });

  it("offers words, numbers and snippets as values", async () => {
    const document = await open(
      `{ "data": , "network": { "activation": "", "hidden": [ { "" } ] }, "training": { "epochs":  } }`,
    );
    const words = await completionsAt(document, behind(document, `"activation": "`));
    assert.ok(
      [`"tanh"`, `"relu"`].every((word) => words.includes(word)),
      words.join(),
    );
    const numbers = await completionsAt(document, behind(document, `"epochs": `));
    assert.ok(
      ["2000", "10000"].every((number) => numbers.includes(number)),
      numbers.join(),
    );
    const snippets = await completionsAt(document, behind(document, `"data": `));
    assert.ok(
      ["symmetric-rule", "csv", "mat"].every((label) => snippets.includes(label)),
      snippets.join(),
    );
    const layer = await completionsAt(document, behind(document, `[ { "`));
    assert.deepEqual(layer.sort(), ["activation", "units"]);
  });

  it("explains a field, what it may hold and its default", async () => {
    const document = await open(`{ "data": { "source": "symmetric-rule" }, "training": { "epochs": -1 } }`);
    const text = await hoverAt(document, behind(document, `"epo`));
    assert.match(text, /How often the network sees all training rows/);
    assert.match(text, /whole number from 1 to 100000; the default is `2000`/);
    assert.match(await hoverAt(document, behind(document, `"sym`)), /4096 patterns/);
  });
});

describe("diagnostics", () => {
  it("says nothing about the sample config", async () => {
    const document = await open(`${SAMPLE_CONFIG.trimEnd().slice(0, -1)}, "what": 1 }`);
    const diagnostics = await whenDiagnostics(document.uri, (found) => found.length > 0);
    assert.deepEqual(codesOf(diagnostics), ["config/unknown-key"]);
    await replaceAll(document, SAMPLE_CONFIG);
    await whenDiagnostics(document.uri, (found) => found.length === 0);
  });

  it("leaves syntax errors to VS Code, and takes them over where its validation is off", async () => {
    const settings = vscode.workspace.getConfiguration("json.validate");
    const document = await open(`{ "data": { "source": "symmetric-rule" } "network": {} }`);
    const shown = await whenDiagnostics(document.uri, (found) => found.length > 0);
    assert.deepEqual(codesOf(shown), []);
    try {
      await settings.update("enable", false, vscode.ConfigurationTarget.Global);
      const taken = await whenDiagnostics(document.uri, (found) => codesOf(found).length > 0);
      assert.deepEqual(codesOf(taken), ["config/syntax"]);
    } finally {
      await settings.update("enable", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("follows the typing and goes with the file", async () => {
    const document = await open(`{ "data": { "source": "nothing" } }`);
    await whenDiagnostics(document.uri, (found) => codesOf(found).includes("config/not-allowed"));
    await replaceAll(document, `{ "data": {} }`);
    await whenDiagnostics(document.uri, (found) => codesOf(found).join() === "config/missing");
    await document.save();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await whenDiagnostics(document.uri, (found) => found.length === 0);
  });

  it("leaves other JSON files alone", async () => {
    const other = await open(`{ "training": { "epochs": -1 } }`, "other.json");
    const config = await open(`{ "training": { "epochs": -1 } }`, "ib.config.json");
    await whenDiagnostics(config.uri, (found) => codesOf(found).length === 2);
    assert.deepEqual(vscode.languages.getDiagnostics(other.uri), []);
  });

  it("shows a missing data file on its name", async () => {
    const document = await open(`{ "data": { "source": "csv", "file": "nowhere.csv", "label": "y" } }`);
    const [diagnostic] = await whenDiagnostics(document.uri, (found) => codesOf(found).length > 0);
    assert.equal(diagnostic?.code, "data/file-missing");
    assert.equal(document.getText(diagnostic.range), `"nowhere.csv"`);
  });
});

interface Fakes {
  readonly findings: readonly RunFinding[];
  readonly isTrusted: boolean;
  readonly checkFile: (path: string) => Promise<Failure | undefined>;
}

/** Diagnostics of our own beside the extension's, with everything outside replaced. */
function diagnose(fakes: Partial<Fakes>): { readonly changed: vscode.EventEmitter<vscode.Uri> } {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const diagnostics = new ConfigDiagnostics({
    runFindings: { onDidChange: changed.event, get: () => fakes.findings ?? [] },
    checkFile: (_config, path) => fakes.checkFile?.(path) ?? Promise.resolve(undefined),
    isTrusted: () => fakes.isTrusted ?? true,
  });
  disposables.push(diagnostics, changed);
  return { changed };
}

const unreadable = (path: string): Failure => ({ code: "data/unreadable", message: `${path} is made up.` });
const csvConfig = (file: string): string =>
  `{ "data": { "source": "csv", "file": "${file}", "label": "y" } }`;

describe("diagnostics from elsewhere", () => {
  it("shows what a run found on the field that it speaks of, once the run tells it", async () => {
    const findings: RunFinding[] = [];
    const { changed } = diagnose({ findings });
    const document = await open(`{ "data": { "source": "symmetric-rule" }, "analysis": { "bins": 30 } }`);
    findings.push(
      { code: "saturated", severity: "information", message: "Too fine.", path: ["analysis", "bins"] },
      { code: "no-fitting", severity: "warning", message: "Too short.", path: ["training", "epochs"] },
    );
    changed.fire(document.uri);
    const found = await whenDiagnostics(document.uri, (diagnostics) => diagnostics.length === 2);
    assert.deepEqual(
      found.map(({ code, message, severity, range }) => [code, message, severity, document.getText(range)]),
      [
        ["saturated", "Last run: Too fine.", vscode.DiagnosticSeverity.Information, "30"],
        ["no-fitting", "Last run: Too short.", vscode.DiagnosticSeverity.Warning, `"data"`],
      ],
    );
  });

  it("looks at no file in a workspace that is not trusted", async () => {
    let asked = 0;
    diagnose({
      isTrusted: false,
      findings: [{ code: "seen", severity: "warning", message: "Seen.", path: [] }],
      checkFile: (path) => {
        asked += 1;
        return Promise.resolve(unreadable(path));
      },
    });
    const document = await open(csvConfig("a.csv"));
    await whenDiagnostics(document.uri, (found) => codesOf(found).includes("seen"));
    assert.equal(asked, 0);
  });

  it("drops an answer about a text that has changed meanwhile", async () => {
    const answers = new Map<string, (failure: Failure) => void>();
    const asked = new vscode.EventEmitter<string>();
    disposables.push(asked);
    diagnose({
      checkFile: (path) =>
        new Promise((resolve) => {
          answers.set(path, resolve);
          asked.fire(path);
        }),
    });
    const whenAsked = (path: string): Promise<void> =>
      new Promise((resolve) => {
        asked.event((about) => {
          if (about === path) {
            resolve();
          }
        });
      });
    const askedOld = whenAsked("old.csv");
    const document = await open(csvConfig("old.csv"));
    await askedOld;
    const askedNew = whenAsked("new.csv");
    await replaceAll(document, csvConfig("new.csv"));
    await askedNew;
    answers.get("new.csv")?.(unreadable("new.csv"));
    await whenDiagnostics(document.uri, (found) => codesOf(found).includes("data/unreadable"));
    answers.get("old.csv")?.(unreadable("old.csv"));
    // What an answer sets off is over when the turn is.
    await new Promise((resolve) => setImmediate(resolve));
    const unreadables = vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ code }) => code === "data/unreadable");
    assert.deepEqual(
      unreadables.map(({ message }) => message),
      ["new.csv is made up."],
    );
  });

  it("shows nothing any more once it is disposed, even where an answer comes late", async () => {
    let answer: (failure: Failure) => void = () => undefined;
    const askedFor = new Promise<void>((resolve) => {
      diagnose({
        findings: [{ code: "seen", severity: "warning", message: "Seen.", path: [] }],
        checkFile: () => {
          resolve();
          return new Promise((settle) => (answer = settle));
        },
      });
    });
    const document = await open(csvConfig("late.csv"));
    await askedFor;
    await whenDiagnostics(document.uri, (found) => codesOf(found).includes("seen"));
    for (const disposable of disposables.splice(0)) {
      disposable.dispose();
    }
    answer(unreadable("late.csv"));
    const left = await whenDiagnostics(document.uri, (found) => !codesOf(found).includes("seen"));
    assert.ok(!codesOf(left).includes("data/unreadable"));
  });
});

describe("quick fixes", () => {
  it("mend what they are offered for", async () => {
    const document = await open(
      `{ "data": { "source": "symmetric-rule" }, "network": { "activaton": "relu" } }`,
    );
    const [diagnostic] = await whenDiagnostics(document.uri, (found) => found.length > 0);
    assert.ok(diagnostic !== undefined);
    const [rename, ...others] = await fixesOf(document, diagnostic.range);
    assert.equal(rename?.title, `Rename to "activation"`);
    assert.equal(rename.isPreferred, true);
    assert.deepEqual(
      others.map(({ title, isPreferred }) => [title, isPreferred]),
      [[`Remove "activaton"`, false]],
    );
    assert.ok(rename.edit !== undefined && (await vscode.workspace.applyEdit(rename.edit)));
    await whenDiagnostics(document.uri, (found) => found.length === 0);
    assert.match(document.getText(), /"activation": "relu"/);
  });

  it("come from the text as it is, also before the diagnostics have followed", async () => {
    const document = await open(`{ "data": { "source": "symmetric-rule" }, "training": { "epochs": -1 } }`);
    const [diagnostic] = await whenDiagnostics(document.uri, (found) => found.length > 0);
    assert.ok(diagnostic !== undefined);
    await replaceAll(document, `{\n"data": { "source": "symmetric-rule" }, "training": { "epochs": -1 } }`);
    const position = behind(document, `"epochs": -`);
    const [clamp] = await fixesOf(document, new vscode.Range(position, position));
    assert.ok(clamp?.edit !== undefined && (await vscode.workspace.applyEdit(clamp.edit)));
    assert.match(document.getText(), /\n"data".*"epochs": 1 \} \}$/);
  });

  it("fill an empty file", async () => {
    const document = await open("");
    const [diagnostic] = await whenDiagnostics(document.uri, (found) => found.length > 0);
    assert.equal(diagnostic?.code, "config/empty");
    const [insert] = await fixesOf(document, diagnostic.range);
    assert.ok(insert?.edit !== undefined && (await vscode.workspace.applyEdit(insert.edit)));
    await whenDiagnostics(document.uri, (found) => found.length === 0);
  });
});

describe("the code lens", () => {
  it("runs the config that it stands above", async () => {
    const document = await open(`{ "data": { "source": "symmetric-rule" } }`);
    const [lens] = await lensesOf(document);
    assert.equal(lens?.command?.command, COMMANDS.run);
    assert.equal(lens.range.start.line, 0);
    assert.equal(String(lens.command.arguments?.[0]), document.uri.toString());
  });

  it("is absent where the setting says so, and in other files", async () => {
    const settings = vscode.workspace.getConfiguration("ibAnalysis.codeLens");
    const config = await open(`{ "data": { "source": "symmetric-rule" } }`);
    const other = await open("{}", "lens.json");
    assert.deepEqual(await lensesOf(other), []);
    try {
      await settings.update("enabled", false, vscode.ConfigurationTarget.Global);
      assert.deepEqual(await lensesOf(config), []);
    } finally {
      await settings.update("enabled", undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
