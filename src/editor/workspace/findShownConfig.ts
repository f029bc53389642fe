import * as vscode from "vscode";
import type { RunController } from "../../session/runController";
import type { ShownRun } from "../../session/shownRun";
import type { ConfigFiles } from "./configFiles";

export interface ShownConfigContext {
  readonly controller: Pick<RunController, "run">;
  readonly configFiles: Pick<ConfigFiles, "find">;
  readonly shownRun: Pick<ShownRun, "shown">;
}

/** The config of the run that a view shows, where the workspace still has it. */
export async function findShownConfig({
  controller,
  configFiles,
  shownRun,
}: ShownConfigContext): Promise<vscode.Uri | undefined> {
  const { shown } = shownRun;
  if (shown.kind === "none") {
    return undefined;
  }
  const live = controller.run;
  if (live?.record === shown.source) {
    return vscode.Uri.parse(live.config.uri);
  }
  const configName = shown.source.header?.configName;
  const file = (await configFiles.find()).find(({ name }) => name === configName);
  return file === undefined ? undefined : vscode.Uri.parse(file.uri);
}
