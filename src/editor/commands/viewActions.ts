import * as vscode from "vscode";
import type { ConfigPath } from "../../base/failure";
import type { ViewAction } from "../../view/viewMessages";
import type { ConfigFiles } from "../workspace/configFiles";
import { findShownConfig, type ShownConfigContext } from "../workspace/findShownConfig";
import { COMMANDS } from "../contributions";
import { mention, notify } from "../notify";
import type { RunLibrary } from "../../session/runLibrary";
import type { RunController } from "../../session/runController";
import { manageTrust } from "./runMessages";
import { exportFigures } from "./saveExport";
import { compareRunConfigs, compareRuns, type CompareContext } from "./compareRuns";
import type { RunConfigDocuments } from "./runConfigDocuments";

export interface ViewActionContext extends CompareContext {
  readonly controller: Pick<RunController, "run">;
  readonly configFiles: ConfigFiles;
  readonly library: Pick<RunLibrary, "list" | "load" | "find">;
  readonly runConfigs: Pick<RunConfigDocuments, "open" | "compare">;
}

/** Does what a view asks for. A view can ask for these things only, and gives no argument to any of them. */
export async function carryOutViewAction(action: ViewAction, context: ViewActionContext): Promise<void> {
  switch (action) {
    case "run":
      await vscode.commands.executeCommand(COMMANDS.run, await findShownConfig(context));
      break;
    case "cancel":
      await vscode.commands.executeCommand(COMMANDS.cancel);
      break;
    case "openPanel":
      await vscode.commands.executeCommand(COMMANDS.openInformationPlane);
      break;
    case "createSampleConfig":
      await vscode.commands.executeCommand(COMMANDS.createSampleConfig);
      break;
    case "openExample":
      await vscode.commands.executeCommand(COMMANDS.openExample);
      break;
    case "showLog":
      await vscode.commands.executeCommand(COMMANDS.showLog);
      break;
    case "openConfig": {
      const uri = (await findShownConfig(context)) ?? (await chooseConfig(context.configFiles));
      if (uri !== undefined) {
        await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
      }
      break;
    }
    case "openAdvice":
      await openAdvice(context);
      break;
    case "openRunConfig": {
      const run = shownRunConfig(context);
      if (run !== undefined) {
        await context.runConfigs.open(run.name, run.config);
      }
      break;
    }
    case "compareConfig":
      await compareConfig(context);
      break;
    case "compareRuns":
      await compareRuns(context);
      break;
    case "resumeRun":
      await resumeShown(context);
      break;
    case "compareRunConfigs":
      await compareRunConfigs(context);
      break;
    case "endComparison":
      context.shownRun.compare([]);
      break;
    case "exportCsv":
    case "exportJson":
      await exportFigures(context.shownRun.shown, action === "exportCsv" ? "csv" : "json");
      break;
    case "mentionImage":
      mention("The image is on the clipboard.");
      break;
    case "manageTrust":
      await manageTrust();
      break;
  }
}

/** Goes on with the run that the view shows; a panel that keeps a run shows another than the one that follows. */
async function resumeShown({ shownRun: { shown }, library }: ViewActionContext): Promise<void> {
  const header = shown.kind === "run" ? shown.source.header : undefined;
  const uri =
    (shown.kind === "run" ? shown.uri : undefined) ??
    (header === undefined ? undefined : (await library.find(header.runId))?.uri);
  if (uri === undefined) {
    notify("information", "The file of this run is not there any more.");
    return;
  }
  await vscode.commands.executeCommand(COMMANDS.resumeRun, { uri });
}

/** The config of the run that the views show, as it was; says so and is undefined if the run has none that can be read. */
function shownRunConfig({
  shownRun: { shown },
}: ViewActionContext):
  { readonly configName: string; readonly name: string; readonly config: object } | undefined {
  const header = shown.kind === "run" ? shown.source.header : undefined;
  if (header?.config === undefined) {
    notify("information", "The config of this run cannot be read.");
    return undefined;
  }
  return {
    configName: header.configName,
    name: `${header.configName} as it was on ${header.createdAt.slice(0, 10)}`,
    config: header.config,
  };
}

/** Shows what differs between the run's config and the file of today, both with every field. */
async function compareConfig(context: ViewActionContext): Promise<void> {
  const run = shownRunConfig(context);
  const uri = await findShownConfig(context);
  if (run === undefined) {
    return;
  }
  if (uri === undefined) {
    notify("information", "The config of this run is not in the workspace any more.");
    return;
  }
  const { parseConfig } = await import("../../config/parseConfig");
  const { config } = parseConfig((await vscode.workspace.openTextDocument(uri)).getText());
  if (config === undefined) {
    notify(
      "warning",
      `${run.configName} has mistakes, so it cannot be compared: its problems are marked in the file.`,
    );
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
    return;
  }
  await context.runConfigs.compare([run.name, run.config], [`${run.configName} today`, config]);
}

/** Opens the config at the field that the verdict would change, where the change is offered as a fix after a run. */
async function openAdvice(context: ViewActionContext): Promise<void> {
  const { shown } = context.shownRun;
  await openField(shown.kind === "run" ? shown.source.advicePath : undefined, context);
}

/** Opens the config of the run that a view shows, as it is today, at a field; says so if there is none. */
export async function openField(path: ConfigPath | undefined, context: ShownConfigContext): Promise<void> {
  const uri = await findShownConfig(context);
  if (uri === undefined || path === undefined) {
    notify("information", "The config of this run is not in the workspace any more.");
    return;
  }
  const { parseConfig } = await import("../../config/parseConfig");
  const document = await vscode.workspace.openTextDocument(uri);
  const { offset, length } = parseConfig(document.getText()).locate(path);
  const selection = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, selection });
}

/** Where no run is shown: the only config of the workspace, or the one that the person chooses. */
async function chooseConfig(configFiles: ConfigFiles): Promise<vscode.Uri | undefined> {
  const [first, ...others] = await configFiles.find();
  const chosen =
    first === undefined || others.length === 0
      ? first
      : await configFiles.pick([first, ...others], "Which config is to be opened?");
  return chosen === undefined ? undefined : vscode.Uri.parse(chosen.uri);
}
