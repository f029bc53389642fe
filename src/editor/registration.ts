import * as vscode from "vscode";
import { failureFromThrown } from "../base/failure";
import {
  COMMANDS,
  settingValue,
  type CommandId,
  type ContextValues,
  type SettingId,
  type SettingValue,
} from "./contributions";
import type { Log } from "./log";
import { notify } from "./notify";

/**
 * Registers a command of the table. What VS Code passes depends on where the command was called from, so the
 * handler gets it unchecked. Nothing that it throws gets past this: it is logged, and the person is told.
 */
export function registerCommand(
  id: CommandId,
  log: Log,
  handler: (argument: unknown) => unknown,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (argument: unknown) => {
    try {
      return await handler(argument);
    } catch (thrown) {
      log.thrown(id, thrown);
      notify("error", `IB Analysis could not do that. ${failureFromThrown(thrown).message}`, {
        title: "Show Log",
        act: () => vscode.commands.executeCommand(COMMANDS.showLog),
      });
      return undefined;
    }
  });
}

/** The value of a setting of the table. */
export function readSetting<Id extends SettingId>(id: Id, scope?: vscode.Uri): SettingValue<Id> {
  return settingValue(id, vscode.workspace.getConfiguration(undefined, scope).get<unknown>(id));
}

/** Sets a context key of the table, for the `when` clauses of the manifest. */
export async function setContextKey<Key extends keyof ContextValues>(
  key: Key,
  value: ContextValues[Key],
): Promise<void> {
  await vscode.commands.executeCommand("setContext", key, value);
}
