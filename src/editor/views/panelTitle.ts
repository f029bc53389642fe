import type * as vscode from "vscode";
import type { Disposable } from "../../session/disposableStore";
import { plainText } from "../../session/plainText";
import type { ShownRun } from "../../session/shownRun";

/** Of a panel that shows no run. */
export const PANEL_TITLE = "Information Plane";

/** Letters of a config's name in a title. */
const NAME_LETTERS = 60;

/** Names the run that a panel shows in the panel's title, until the result is disposed. */
export function showRunInTitle(panel: vscode.WebviewPanel, shownRun: ShownRun): Disposable {
  const update = (): void => {
    const { shown } = shownRun;
    const header = shown.kind === "run" ? shown.source.header : undefined;
    const title = header === undefined ? PANEL_TITLE : titleOf(header);
    if (panel.title !== title) {
      panel.title = title;
    }
  };
  update();
  return shownRun.onDidChange(update);
}

/** The config's own name, and when the run began: runs of one config are told apart by that. */
function titleOf({
  configName,
  createdAt,
}: {
  readonly configName: string;
  readonly createdAt: string;
}): string {
  const name = configName.split("/").at(-1) ?? "";
  return plainText(`${name.slice(0, NAME_LETTERS)} · ${createdAt.slice(0, 16).replace("T", " ")}`);
}
