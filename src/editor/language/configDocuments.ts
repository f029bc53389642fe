import * as vscode from "vscode";
import type { ParsedConfig } from "../../config/parseConfig";
import { CONFIG_GLOB, isConfigPath } from "../contributions";

export const CONFIG_SELECTOR: vscode.DocumentSelector = { pattern: CONFIG_GLOB };

interface ParsedVersion {
  readonly version: number;
  readonly parsed: ParsedConfig;
}

const parsedVersions = new WeakMap<vscode.TextDocument, ParsedVersion>();

/** Whether a document is a config that can be worked on, and not the old side of a comparison, say. */
export function isConfigDocument(document: vscode.TextDocument): boolean {
  const { scheme, path } = document.uri;
  return isConfigPath(path) && vscode.workspace.fs.isWritableFileSystem(scheme) === true;
}

export function openConfigDocuments(): vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter(isConfigDocument);
}

/** What the document says now, after the parser has been loaded: activation leaves that to the first config. */
export async function parseDocument(document: vscode.TextDocument): Promise<ParsedConfig> {
  const { parseConfig } = await import("../../config/parseConfig");
  const known = parsedVersions.get(document);
  if (known?.version === document.version) {
    return known.parsed;
  }
  const parsed = parseConfig(document.getText());
  parsedVersions.set(document, { version: document.version, parsed });
  return parsed;
}

export function rangeOf(
  document: vscode.TextDocument,
  span: { offset: number; length: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(span.offset), document.positionAt(span.offset + span.length));
}
