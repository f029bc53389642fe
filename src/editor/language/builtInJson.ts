import * as vscode from "vscode";
import type { FailureCode } from "../../base/failure";

const JSON_EXTENSION = "vscode.json-language-features";
export const JSON_VALIDATION_SETTING = "json.validate.enable";

/** What VS Code's own JSON support shows in every JSON file, whatever its schema. */
const SHOWN_BY_VSCODE: readonly FailureCode[] = ["config/syntax", "config/duplicate-key"];

/** The problems that are left to VS Code's own JSON support, so that no mistake is underlined twice. */
export function problemsShownByVscode(document: vscode.TextDocument): readonly FailureCode[] {
  const speaksJson = document.languageId === "json" || document.languageId === "jsonc";
  const validates = vscode.workspace.getConfiguration().get<boolean>(JSON_VALIDATION_SETTING) !== false;
  const present = vscode.extensions.getExtension(JSON_EXTENSION) !== undefined;
  return speaksJson && validates && present ? SHOWN_BY_VSCODE : [];
}
