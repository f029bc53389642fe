import { basename, dirname } from "node:path";
import * as vscode from "vscode";

/**
 * What tells the workspace folder of a file apart from the window's others: its name, and where two have that, the
 * folder above it too. Undefined where the window has no more than one folder, or the file lies in none.
 */
export function folderName(uri: vscode.Uri): string | undefined {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined || folders.length < 2) {
    return undefined;
  }
  const isAlone = folders.every(({ name, index }) => name !== folder.name || index === folder.index);
  return isAlone ? folder.name : `${basename(dirname(folder.uri.fsPath))}/${folder.name}`;
}
