import * as vscode from "vscode";
import { plainText } from "../session/plainText";

/**
 * Everything that asks or tells a person by VS Code's own windows goes through here, since VS Code reads markup in
 * them; lint allows its functions nowhere else.
 */

/** A button of a notification. */
export interface Choice {
  readonly title: string;
  readonly act: () => unknown;
}

/** Shows a notification and does what its button says, if one is pressed. Does not wait for that. */
export function notify(
  kind: "error" | "warning" | "information",
  message: string,
  ...choices: readonly Choice[]
): void {
  void showMessage(
    kind,
    plainText(message),
    choices.map(({ title }) => title),
  ).then((title) => choices.find((choice) => choice.title === title)?.act());
}

function showMessage(
  kind: Parameters<typeof notify>[0],
  message: string,
  titles: readonly string[],
): Thenable<string | undefined> {
  switch (kind) {
    case "error":
      return vscode.window.showErrorMessage(message, ...titles);
    case "warning":
      return vscode.window.showWarningMessage(message, ...titles);
    case "information":
      return vscode.window.showInformationMessage(message, ...titles);
  }
}

/** Asks in a dialog that has to be answered. @returns whether the person chose the action */
export async function confirm(message: string, detail: string, action: string): Promise<boolean> {
  const options = { modal: true, detail: plainText(detail) };
  return (await vscode.window.showWarningMessage(plainText(message), options, action)) === action;
}

/**
 * Asks before something that cannot be taken back: the button that is chosen by Enter keeps things as they are.
 * @returns whether the person chose the action
 */
export async function confirmForGood(
  message: string,
  detail: string,
  action: string,
  keep: string,
): Promise<boolean> {
  const options = { modal: true, detail: plainText(detail) };
  // The first button is the default. An item marked as the close affordance would be taken out of their row.
  return (await vscode.window.showWarningMessage(plainText(message), options, keep, action)) === action;
}

/** Says in the status bar, for a moment, what was done; nobody has to answer. */
export function mention(message: string): void {
  // It goes by itself, and with the window.
  vscode.window.setStatusBarMessage(plainText(message), MENTION_MS);
}

const MENTION_MS = 3000;

/** Something to choose; its texts are shown as they are. */
export interface Pickable extends vscode.QuickPickItem {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

/** Lets the person choose one item; undefined if none was chosen. */
export async function pickItem<Item extends Pickable>(
  items: readonly Item[],
  question: string,
  options: { readonly matchOnDescription?: boolean; readonly cancellation?: vscode.CancellationToken } = {},
): Promise<Item | undefined> {
  const { matchOnDescription = false, cancellation } = options;
  const picked = await vscode.window.showQuickPick(
    items.map(asShown),
    { title: "IB Analysis", placeHolder: question, matchOnDescription },
    cancellation,
  );
  return picked?.item;
}

/** Lets the person choose any number of items; empty if none was chosen. */
export async function pickItems<Item extends Pickable>(
  items: readonly Item[],
  question: string,
): Promise<readonly Item[]> {
  const picked = await vscode.window.showQuickPick(items.map(asShown), {
    title: "IB Analysis",
    placeHolder: question,
    canPickMany: true,
  });
  return (picked ?? []).map(({ item }) => item);
}

function asShown<Item extends Pickable>(item: Item) {
  return {
    label: plainText(item.label),
    ...(item.description === undefined ? {} : { description: plainText(item.description) }),
    ...(item.detail === undefined ? {} : { detail: plainText(item.detail) }),
    item,
  };
}

/** Shows a moving bar in a view of ours for as long as the work goes on. */
export function showBusy(viewId: string, work: Promise<void>): void {
  void vscode.window.withProgress({ location: { viewId } }, () => work);
}

/** Shows a notification with a bar and a button that cancels, for as long as the work goes on. */
export async function showCancellable<T>(
  title: string,
  work: (
    report: (share: number, message: string) => void,
    cancellation: vscode.CancellationToken,
  ) => Promise<T>,
): Promise<T> {
  return await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: plainText(title), cancellable: true },
    (progress, cancellation) =>
      work((share, message) => {
        progress.report({ increment: 100 * share, message: plainText(message) });
      }, cancellation),
  );
}
