import * as vscode from "vscode";
import type { StoredRun } from "./runLibrary";

/** Asks, then moves the file of a stored run to the trash; where there is none, asks again before it is gone for good. */
export async function deleteRun(run: StoredRun): Promise<void> {
  const uri = vscode.Uri.parse(run.uri);
  const name = run.summary.ok ? run.summary.value.runId : (uri.path.split("/").at(-1) ?? uri.path);
  if (!(await confirm(`Delete the run ${name}?`, "Its file is moved to the trash.", "Move to Trash"))) {
    return;
  }
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
  } catch {
    // Remote and virtual file systems have no trash, and say so by failing.
    if (
      await confirm(
        `The run ${name} cannot be moved to the trash.`,
        "Delete its file for good?",
        "Delete for Good",
      )
    ) {
      await vscode.workspace.fs.delete(uri);
    }
  }
}

async function confirm(message: string, detail: string, action: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, action)) === action;
}
