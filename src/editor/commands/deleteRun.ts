import * as vscode from "vscode";
import { activationFolderName } from "../../run/activationFolder";
import { exists } from "../workspace/exists";
import { confirm, confirmForGood } from "../notify";
import type { StoredRun } from "../../session/runLibrary";

/**
 * Asks, then moves the file of a stored run and its kept activations to the trash; where there is none, asks again
 * before they are gone for good.
 */
export async function deleteRun(run: StoredRun): Promise<void> {
  const uri = vscode.Uri.parse(run.uri);
  const fileName = uri.path.split("/").at(-1) ?? uri.path;
  const name = run.summary.ok ? run.summary.value.runId : fileName;
  const activations = vscode.Uri.joinPath(uri, "..", activationFolderName(fileName));
  const parts = (await exists(activations)) ? [activations, uri] : [uri];
  const detail =
    parts.length > 1
      ? "Its file and its kept activations are moved to the trash; no other estimator can be asked of this run then."
      : "Its file is moved to the trash.";
  if (!(await confirm(`Delete the run ${name}?`, detail, "Move to Trash"))) {
    return;
  }
  try {
    for (const part of parts) {
      await vscode.workspace.fs.delete(part, { recursive: true, useTrash: true });
    }
  } catch {
    // Remote and virtual file systems have no trash, and say so by failing.
    if (
      await confirmForGood(
        `The run ${name} cannot be moved to the trash.`,
        "Delete its file for good?",
        "Delete for Good",
        "Keep the Run",
      )
    ) {
      for (const part of parts) {
        if (await exists(part)) {
          await vscode.workspace.fs.delete(part, { recursive: true });
        }
      }
    }
  }
}
