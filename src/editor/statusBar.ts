import * as vscode from "vscode";
import { VIEW_INTERVAL_MS } from "../config/limits";
import { systemClock } from "./clock";
import { COMMANDS } from "./contributions";
import { DisposableStore, type Disposable } from "./disposableStore";
import { plainText } from "./plainText";
import type { RunController } from "./runController";
import { describeEpoch, describeProgress, describeShortly } from "./runText";
import { throttle } from "./throttle";

/** Shows that there is a run and how far it is; hidden while there is none. */
export function createStatusBar(controller: RunController): Disposable {
  const store = new DisposableStore();
  const item = store.add(
    vscode.window.createStatusBarItem("ibAnalysis.status", vscode.StatusBarAlignment.Left),
  );
  item.name = "IB Analysis";
  item.command = COMMANDS.openInformationPlane;
  const update = (): void => {
    const text = statusText(controller);
    if (text === undefined) {
      item.hide();
      return;
    }
    item.text = `$(sync~spin) IB ${plainText(text.short)}`;
    item.tooltip = `${plainText(text.long)}\nClick to open the information plane.`;
    item.show();
  };
  const throttled = store.add(throttle(update, VIEW_INTERVAL_MS, systemClock));
  for (const event of [controller.onDidChangeState, controller.onDidBegin]) {
    store.add(event(update));
  }
  store.add(
    controller.onDidUpdate(() => {
      throttled.request();
    }),
  );
  return store;
}

function statusText({
  state,
  run,
}: RunController): { readonly short: string; readonly long: string } | undefined {
  switch (state) {
    case "idle":
      return undefined;
    case "preparing":
      return { short: "preparing", long: "IB Analysis is preparing a run." };
    case "cancelling":
      return { short: "cancelling", long: "IB Analysis is stopping the run." };
    case "running": {
      const name = run?.config.name ?? "the config";
      if (run?.progress === undefined) {
        return { short: "starting", long: `IB Analysis is starting to train ${name}.` };
      }
      return {
        short: describeShortly(run.progress),
        long: `${name}: ${describeEpoch(run.progress)}\n${describeProgress(run.progress, run.lastLoss)}`,
      };
    }
  }
}
