import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { SIDE_VIEW_INTERVAL_MS, VIEW_INTERVAL_MS } from "../../base/limits";
import type { SavedFormat, ViewAction } from "../../view/viewMessages";
import { systemClock } from "../../session/clock";
import { COMMANDS } from "../contributions";
import { DisposableStore, type Disposable } from "../../session/disposableStore";
import type { Log } from "../log";
import { mention, notify } from "../notify";
import type { ShownRun } from "../../session/shownRun";
import { Signal, type Listenable } from "../../session/signal";
import { ViewBridge } from "../../session/viewBridge";
import { buildWebviewHtml, type WebviewPage } from "./webviewHtml";

/** What panel and side view share: where the built script lies, what is shown, and who does what they ask for. */
export interface PlaneWebviewContext {
  /** The folder dist of the extension. */
  readonly dist: vscode.Uri;
  readonly shownRun: ShownRun;
  readonly log: Log;
  /** A view's script runs: time to find something to show. */
  readonly onReady: () => void;
  readonly onAction: (action: ViewAction) => void;
  /** The config is to be opened at a field. */
  readonly onOpenField: (path: readonly string[]) => void;
  readonly onSave: (format: SavedFormat, data: string | Uint8Array) => void;
}

const INTERVAL_MS = { panel: VIEW_INTERVAL_MS, side: SIDE_VIEW_INTERVAL_MS } as const;

/** A panel or a view, in what they have in common. */
interface WebviewHolder {
  readonly webview: vscode.Webview;
  readonly visible: boolean;
}

/** Fills a webview with the information plane and keeps it told until the result is disposed. */
export function attachPlane(
  holder: WebviewHolder,
  placement: WebviewPage["placement"],
  visibilityEvent: vscode.Event<unknown>,
  context: PlaneWebviewContext,
): Disposable {
  const { webview } = holder;
  const store = new DisposableStore();
  webview.options = {
    enableScripts: true,
    enableForms: false,
    enableCommandUris: false,
    localResourceRoots: [context.dist],
  };
  let told = false;
  const tellOnce = (): void => {
    if (!told) {
      told = true;
      notify("error", "The information plane failed to draw; close it and open it again.", {
        title: "Show Log",
        act: () => vscode.commands.executeCommand(COMMANDS.showLog),
      });
    }
  };
  store.add(
    new ViewBridge({
      view: {
        port: {
          post: (message) => {
            // False or a rejection means that nobody was there to hear it; the view asks again when it is.
            context.log.background(
              "A message to the information plane was lost",
              webview.postMessage(message),
            );
          },
          onMessage: (listener) => {
            const subscription = webview.onDidReceiveMessage(listener);
            return () => {
              subscription.dispose();
            };
          },
        },
        isVisible: () => holder.visible,
        onDidChangeVisibility: asListenable(visibilityEvent, store),
      },
      shownRun: context.shownRun,
      clock: systemClock,
      intervalMilliseconds: INTERVAL_MS[placement],
      onReady: context.onReady,
      onRequest: (message) => {
        switch (message.type) {
          case "view/action":
            context.onAction(message.action);
            break;
          case "view/openField":
            context.onOpenField(message.path);
            break;
          case "view/copy":
            context.log.background("Copying to the clipboard", copy(message.text));
            break;
          case "view/save":
            context.onSave(message.format, message.data);
            break;
          case "view/error":
            context.log.failure({
              code: "internal",
              message: `Information plane: ${message.message}`,
              detail: message.stack,
            });
            tellOnce();
            break;
        }
      },
      onProblem: (problem, cause) => {
        context.log.thrown(problem, cause);
      },
    }),
  );
  const resource = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(context.dist, name)).toString();
  webview.html = buildWebviewHtml({
    placement,
    cspSource: webview.cspSource,
    scriptUri: resource("webview.js"),
    styleUri: resource("webview.css"),
    nonce: randomBytes(16).toString("base64"),
  });
  return store;
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  mention("Copied to the clipboard.");
}

function asListenable(event: vscode.Event<unknown>, store: DisposableStore): Listenable<void> {
  const signal = new Signal<void>();
  store.add(
    event(() => {
      signal.fire();
    }),
  );
  return signal.on;
}

/** The run that a panel of the last session had, and the address of its file, from what its script had stored. */
export function readKeptRun(
  state: unknown,
): { readonly runId: string; readonly uri: string | undefined } | undefined {
  if (typeof state !== "object" || state === null || !("runId" in state) || typeof state.runId !== "string") {
    return undefined;
  }
  const uri = "runFile" in state && typeof state.runFile === "string" ? state.runFile : undefined;
  return { runId: state.runId, uri };
}
