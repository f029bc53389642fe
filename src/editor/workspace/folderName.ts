import * as vscode from "vscode";
import { folderLabel, type FolderPlace } from "../../session/folderLabel";

/** What tells the workspace folder of a file apart from the window's others; undefined when it need not be told. */
export function folderName(uri: vscode.Uri): string | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return folder && folderLabel(placeOf(folder), (vscode.workspace.workspaceFolders ?? []).map(placeOf));
}

function placeOf({ name, uri }: vscode.WorkspaceFolder): FolderPlace {
  return { name, path: uri.path };
}
