import * as vscode from "vscode";
import { describeDivergence, divergenceOf } from "../../run/divergence";
import { COMMANDS, type CommandId } from "../contributions";
import { notify, type Choice } from "../notify";
import type { RunProblem } from "../../session/prepareRun";
import type { StartOutcome } from "../../session/runController";

/** Says how a start ended, where the person cannot see it otherwise, and offers what would help. */
export async function announceOutcome(outcome: StartOutcome, planeIsVisible: boolean): Promise<void> {
  switch (outcome.status) {
    case "completed":
      if (!planeIsVisible) {
        const { config, record } = outcome.run;
        const divergence = describeDivergence(record.finished, record.header?.cells.length ?? 1);
        const advice = record.finished.flatMap((finished) => divergenceOf(finished)?.advice ?? [])[0];
        notify(
          divergence === undefined ? "information" : "warning",
          divergence === undefined
            ? `${config.name} has been run.`
            : `${config.name} has been run, but: ${divergence}. ${advice ?? ""}`,
          doCommand("Open Information Plane", COMMANDS.openInformationPlane),
        );
      }
      break;
    case "failed":
      await showProblem(outcome.problem);
      break;
    case "refused":
      notify(
        "warning",
        outcome.failure.message,
        doCommand("Open Information Plane", COMMANDS.openInformationPlane),
        doCommand("Cancel Run", COMMANDS.cancel),
      );
      break;
    case "canceled":
    case "abandoned":
      break;
  }
}

/** Shows the place that a problem speaks of, and the problem. */
async function showProblem({ failure, config, span }: RunProblem): Promise<void> {
  const choices: Choice[] = [];
  if (failure.code === "run/untrusted") {
    choices.push({ title: "Manage Workspace Trust", act: manageTrust });
  } else if (failure.code === "run/no-config" && config === undefined) {
    choices.push(doCommand("Create Sample Config", COMMANDS.createSampleConfig));
  } else if (failure.code.startsWith("config/")) {
    choices.push({
      title: "Show Problems",
      act: () => vscode.commands.executeCommand("workbench.actions.view.problems"),
    });
  } else {
    choices.push(doCommand("Show Log", COMMANDS.showLog));
  }
  notify("error", failure.message, ...choices);
  if (config !== undefined && span !== undefined) {
    await revealSpan(vscode.Uri.parse(config.uri), span);
  }
}

/** Opens the editor of workspace trust. */
export function manageTrust(): Thenable<unknown> {
  return vscode.commands.executeCommand("workbench.trust.manage");
}

async function revealSpan(
  uri: vscode.Uri,
  span: { readonly offset: number; readonly length: number },
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const selection = new vscode.Range(
    document.positionAt(span.offset),
    document.positionAt(span.offset + span.length),
  );
  await vscode.window.showTextDocument(document, { selection, viewColumn: columnOf(uri) });
}

/** The column that already shows the document, so that it is not opened twice. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn {
  const shown = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
  return shown?.viewColumn ?? vscode.ViewColumn.Active;
}

function doCommand(title: string, command: CommandId): Choice {
  return { title, act: () => vscode.commands.executeCommand(command) };
}
