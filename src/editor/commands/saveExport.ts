import * as vscode from "vscode";
import type { SavedFormat } from "../../view/viewMessages";
import type { Shown } from "../../session/shownRun";
import { notify } from "../notify";

type ExportFormat = SavedFormat | "csv" | "json";

/** What the save dialog says of each format. */
const FORMAT_NAMES: Readonly<Record<ExportFormat, string>> = {
  svg: "SVG picture",
  png: "PNG picture",
  gif: "GIF animation",
  csv: "CSV table",
  json: "JSON",
};

/** Saves what a view made, where the person says; does nothing if the person does not. */
export async function saveExport(
  shown: Shown,
  format: ExportFormat,
  data: string | Uint8Array,
): Promise<void> {
  const uri = await vscode.window.showSaveDialog({
    defaultUri: suggestPlace(shown, format),
    filters: { [FORMAT_NAMES[format]]: [format] },
    title: `Export as ${FORMAT_NAMES[format]}`,
  });
  if (uri === undefined) {
    return;
  }
  try {
    await vscode.workspace.fs.writeFile(
      uri,
      typeof data === "string" ? new TextEncoder().encode(data) : data,
    );
  } catch (cause) {
    notify("error", describeWriteFailure(uri, cause));
    return;
  }
  notify("information", `Saved as ${vscode.workspace.asRelativePath(uri)}.`);
}

/** Writes every figure of the run that the views show, with its config, seeds and versions, and saves it. */
export async function exportFigures(shown: Shown, format: "csv" | "json"): Promise<void> {
  if (shown.kind === "none") {
    notify("information", "There is no run to export.");
    return;
  }
  const run = shown.source.view();
  const { writeFigureTable } = await import("../../view/export/writeFigureTable");
  const { writeFigureJson } = await import("../../view/export/writeFigureJson");
  await saveExport(shown, format, format === "csv" ? writeFigureTable(run) : writeFigureJson(run));
}

/** What VS Code's file systems say by a code, in words. */
const WRITE_FAILURES: Readonly<Record<string, string>> = {
  FileNotFound: "this folder does not exist",
  FileNotADirectory: "this is no folder",
  FileIsADirectory: "a folder of that name is there",
  NoPermissions: "you may not write there",
  Unavailable: "this place cannot be reached now",
};

/** Why a file could not be written, and what to do, in a sentence. */
export function describeWriteFailure(uri: vscode.Uri, cause: unknown): string {
  const name = uri.path.split("/").at(-1) ?? "";
  const folder = vscode.Uri.joinPath(uri, "..").fsPath;
  const known = cause instanceof vscode.FileSystemError ? WRITE_FAILURES[cause.code] : undefined;
  const message = cause instanceof Error ? cause.message : String(cause);
  // The system's own words stand behind its sign for them: "ENOSPC: no space left on device, write".
  const why = known ?? /\bE[A-Z]+: ([^,]+)/u.exec(message)?.[1] ?? message;
  return `${name} could not be written to ${folder}: ${why}. Choose another place, or make room there.`;
}

function suggestPlace(shown: Shown, format: ExportFormat): vscode.Uri {
  const header = shown.kind === "run" ? shown.source.header : undefined;
  const stem = (header?.configName ?? "run").replace(/(\.ib)?\.json$/u, "").replace(/^.*[\\/]/u, "");
  const day = header?.createdAt.slice(0, 10) ?? "";
  const name = `${[stem, day]
    .filter((part) => part !== "")
    .join("-")
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")}.${format}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder === undefined ? vscode.Uri.file(name) : vscode.Uri.joinPath(folder, name);
}
