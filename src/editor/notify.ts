import * as vscode from "vscode";

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
    message,
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
