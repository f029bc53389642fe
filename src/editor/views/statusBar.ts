import * as vscode from "vscode";
import { VIEW_INTERVAL_MS } from "../../base/limits";
import { describeDivergence } from "../../run/divergence";
import { systemClock } from "../../session/clock";
import { COMMANDS } from "../contributions";
import { DisposableStore, type Disposable } from "../../session/disposableStore";
import { plainText } from "../../session/plainText";
import type { RunController } from "../../session/runController";
import { describeEpoch, describeProgress, describeShortly } from "../../session/runText";
import { throttle } from "../../session/throttle";

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
    item.text = `$(${text.icon}) IB ${plainText(text.short)}`;
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

interface StatusText {
  /** The name of a codicon. */
  readonly icon: string;
  readonly short: string;
  readonly long: string;
}

const BUSY = "sync~spin";

function statusText({ state, run }: Pick<RunController, "state" | "run">): StatusText | undefined {
  const name = run?.config.name ?? "the config";
  const divergence = (naming: "named" | "counted"): string | undefined =>
    run && describeDivergence(run.record.finished, run.record.header?.cells.length ?? 1, naming);
  switch (state) {
    case "idle": {
      // A run that went well needs no word; one that diverged keeps its word until the next.
      const short = divergence("counted");
      return short === undefined
        ? undefined
        : { icon: "warning", short, long: `${name}: ${divergence("named") ?? short}.` };
    }
    case "preparing":
      return { icon: BUSY, short: "preparing", long: "IB Analysis is preparing a run." };
    case "canceling":
      return { icon: BUSY, short: "canceling", long: "IB Analysis is stopping the run." };
    case "running": {
      if (run?.progress === undefined) {
        return { icon: BUSY, short: "starting", long: `IB Analysis is starting to train ${name}.` };
      }
      const diverged = divergence("named");
      const lines = [
        `${name}: ${describeEpoch(run.progress)}`,
        describeProgress(run.progress, run.lastLoss),
        ...(diverged === undefined ? [] : [`${diverged}.`]),
      ];
      return { icon: BUSY, short: describeShortly(run.progress), long: lines.join("\n") };
    }
  }
}
