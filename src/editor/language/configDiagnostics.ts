import * as vscode from "vscode";
import { DIAGNOSTICS_DEBOUNCE_MS } from "../../base/limits";
import type { ParsedConfig, TextSpan } from "../../config/parseConfig";
import { requiredFiles, type RequiredFile } from "../../data/sources";
import { failureFromThrown, type Failure } from "../../base/failure";
import { boundMessage } from "../../base/text";
import type { CellFinished } from "../../run/runEvent";
import { systemClock } from "../../session/clock";
import { DisposableStore } from "../../session/disposableStore";
import { JSON_VALIDATION_SETTING, problemsShownByVscode } from "./builtInJson";
import { isConfigDocument, openConfigDocuments, parseDocument, rangeOf } from "./configDocuments";

export const DIAGNOSTIC_SOURCE = "IB Analysis";
const COLLECTION = "ib-analysis";

export type RunFinding = CellFinished["findings"][number];

/** What the last run of each config found. */
export interface RunFindings {
  /** The findings of this config's last run are others than before. */
  readonly onDidChange: vscode.Event<vscode.Uri>;
  get(config: vscode.Uri): readonly RunFinding[];
}

export interface ConfigDiagnosticsOptions {
  readonly runFindings: RunFindings;
  /** What is wrong with a data file that a config names by this path, without reading it. */
  readonly checkFile: (config: vscode.Uri, path: string) => Promise<Failure | undefined>;
  /** Files are looked at in trusted workspaces only. */
  readonly isTrusted: () => boolean;
}

interface FileProblem {
  readonly file: RequiredFile;
  readonly failure: Failure;
}

/** One look at a document; a later one puts it out of date. */
interface Look {
  readonly document: vscode.TextDocument;
  readonly version: number;
}

/**
 * Shows in every open config what is wrong with its text, with the data files that it names, and what its last run
 * found.
 */
export class ConfigDiagnostics implements vscode.Disposable {
  readonly #options: ConfigDiagnosticsOptions;
  readonly #store = new DisposableStore();
  readonly #collection: vscode.DiagnosticCollection;
  /** Stops the waiting look at a document, by its address. */
  readonly #waiting = new Map<string, () => void>();
  readonly #latest = new Map<string, Look>();
  readonly #fileProblems = new Map<string, readonly FileProblem[]>();

  constructor(options: ConfigDiagnosticsOptions) {
    this.#options = options;
    this.#collection = this.#store.add(vscode.languages.createDiagnosticCollection(COLLECTION));
    this.#listen();
    this.#lookAtAll();
  }

  dispose(): void {
    for (const stop of this.#waiting.values()) {
      stop();
    }
    this.#waiting.clear();
    this.#latest.clear();
    this.#store.dispose();
  }

  #listen(): void {
    const lookAtAll = (): void => {
      this.#lookAtAll();
    };
    const listeners = [
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#look(document);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && isConfigDocument(document)) {
          this.#lookSoon(document);
        }
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#forget(uri);
      }),
      this.#options.runFindings.onDidChange((config) => {
        openConfigDocuments()
          .filter(({ uri }) => uri.toString() === config.toString())
          .forEach((document) => {
            this.#look(document);
          });
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(JSON_VALIDATION_SETTING)) {
          lookAtAll();
        }
      }),
      // A data file may have come or gone, here or in another program.
      vscode.workspace.onDidGrantWorkspaceTrust(lookAtAll),
      vscode.workspace.onDidCreateFiles(lookAtAll),
      vscode.workspace.onDidDeleteFiles(lookAtAll),
      vscode.workspace.onDidRenameFiles(lookAtAll),
      vscode.window.onDidChangeActiveTextEditor(lookAtAll),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) {
          lookAtAll();
        }
      }),
    ];
    for (const listener of listeners) {
      this.#store.add(listener);
    }
  }

  #lookAtAll(): void {
    for (const document of openConfigDocuments()) {
      this.#look(document);
    }
  }

  /** Looks after a pause in the typing. */
  #lookSoon(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    this.#waiting.get(key)?.();
    const stop = systemClock.after(DIAGNOSTICS_DEBOUNCE_MS, () => {
      this.#look(document);
    });
    this.#waiting.set(key, stop);
  }

  #look(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    this.#waiting.get(key)?.();
    this.#waiting.delete(key);
    if (isConfigDocument(document) && !document.isClosed) {
      const look = { document, version: document.version };
      this.#latest.set(key, look);
      void this.#show(look);
    }
  }

  #forget(uri: vscode.Uri): void {
    const key = uri.toString();
    this.#waiting.get(key)?.();
    this.#waiting.delete(key);
    this.#latest.delete(key);
    this.#fileProblems.delete(key);
    this.#collection.delete(uri);
  }

  async #show(look: Look): Promise<void> {
    const parsed = await parseDocument(look.document);
    if (this.#isOutdated(look)) {
      return;
    }
    const key = look.document.uri.toString();
    const files =
      parsed.config === undefined || !this.#options.isTrusted() ? [] : requiredFiles(parsed.config.data);
    // Until the files have been looked at, what is known of the same files stays on show.
    const known = (this.#fileProblems.get(key) ?? []).filter((problem) =>
      files.some(({ path }) => path === problem.file.path),
    );
    this.#publish(look, parsed, known);
    const found = await Promise.all(files.map((file) => this.#checkFile(look.document.uri, file)));
    if (!this.#isOutdated(look)) {
      this.#publish(look, parsed, found.flat());
    }
  }

  async #checkFile(config: vscode.Uri, file: RequiredFile): Promise<FileProblem[]> {
    try {
      const failure = await this.#options.checkFile(config, file.path);
      return failure === undefined ? [] : [{ file, failure }];
    } catch (thrown) {
      return [{ file, failure: failureFromThrown(thrown, "data/unreadable") }];
    }
  }

  #isOutdated(look: Look): boolean {
    const { document, version } = look;
    return (
      this.#latest.get(document.uri.toString()) !== look || document.isClosed || document.version !== version
    );
  }

  #publish({ document }: Look, parsed: ParsedConfig, fileProblems: readonly FileProblem[]): void {
    this.#fileProblems.set(document.uri.toString(), fileProblems);
    const hidden = problemsShownByVscode(document);
    this.#collection.set(document.uri, [
      ...parsed.problems
        .filter(({ code }) => !hidden.includes(code))
        .map((problem) => describe(document, problem, problem.severity, problem)),
      ...fileProblems.map(({ file, failure }) =>
        describe(document, parsed.locate(file.configPath), "error", failure),
      ),
      // The text may have changed since the run, and the finding speaks of the run.
      ...this.#options.runFindings
        .get(document.uri)
        .map(({ path, severity, code, message }) =>
          describe(document, parsed.locate(path), severity, { code, message: `Last run: ${message}` }),
        ),
    ]);
  }
}

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

function describe(
  document: vscode.TextDocument,
  span: TextSpan,
  severity: keyof typeof SEVERITIES,
  { code, message }: { readonly code: string; readonly message: string },
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(document, span),
    boundMessage(message),
    SEVERITIES[severity],
  );
  diagnostic.source = DIAGNOSTIC_SOURCE;
  diagnostic.code = code;
  return diagnostic;
}
