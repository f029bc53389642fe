import * as vscode from "vscode";
import { exists } from "../workspace/exists";

const SAMPLE_NAMES = [
  "sample.ib.json",
  ...Array.from({ length: 98 }, (_, index) => `sample-${index + 2}.ib.json`),
];

/** Writes the sample config if no file is in its way, and opens it. Undefined if the person chose no place. */
export async function createSampleConfig(): Promise<vscode.Uri | undefined> {
  const uri = await choosePlace();
  if (uri === undefined) {
    return undefined;
  }
  const { SAMPLE_CONFIG } = await import("../../config/text/sampleConfig");
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(SAMPLE_CONFIG));
  await vscode.window.showTextDocument(uri);
  return uri;
}

async function choosePlace(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) {
    return await vscode.window.showSaveDialog({
      title: "Create Sample Config",
      filters: { "IB Analysis config": ["ib.json"] },
    });
  }
  for (const name of SAMPLE_NAMES) {
    const uri = vscode.Uri.joinPath(folder.uri, name);
    if (!(await exists(uri))) {
      return uri;
    }
  }
  throw new Error(`${folder.name} has ${SAMPLE_NAMES.length} sample configs; delete some to create another.`);
}
