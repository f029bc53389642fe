import * as vscode from "vscode";
import { DIAGNOSTICS_DEBOUNCE_MS } from "../../base/limits";
import type { Clock } from "../../session/clock";
import { DisposableStore, type Disposable } from "../../session/disposableStore";
import type { RunSource, ShownRun } from "../../session/shownRun";
import { throttle } from "../../session/throttle";
import { isConfigPath } from "../contributions";
import { parseDocument } from "../language/configDocuments";
import type { Log } from "../log";
import type { ConfigFiles } from "./configFiles";
import { findShownConfig, type ShownConfigContext } from "./findShownConfig";

export interface FollowConfigOptions extends ShownConfigContext {
  readonly shownRun: ShownRun;
  readonly configFiles: ConfigFiles;
  readonly log: Pick<Log, "background">;
  readonly clock: Clock;
}

/**
 * Tells what is shown whether its config is still what it was when the run began: after a change in an editor, saved or
 * not, and after one on disk.
 */
export function followConfig(options: FollowConfigOptions): Disposable {
  const { shownRun, configFiles, log, clock } = options;
  const store = new DisposableStore();
  let checked: RunSource | undefined;
  const check = store.add(
    throttle(
      () => {
        log.background("Looking whether a config has changed", tellConfigState(options));
      },
      DIAGNOSTICS_DEBOUNCE_MS,
      clock,
    ),
  );
  store.add(
    shownRun.onDidChange(() => {
      const source = shownRun.shown.kind === "run" ? shownRun.shown.source : undefined;
      // A run that is being read has no header at first.
      if (source !== checked && (source === undefined || source.header !== undefined)) {
        checked = source;
        check.request();
      }
    }),
  );
  store.add(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && isConfigPath(document.uri.path)) {
        check.request();
      }
    }),
  );
  store.add(
    configFiles.onDidChange(() => {
      check.request();
    }),
  );
  return store;
}

async function tellConfigState(options: FollowConfigOptions): Promise<void> {
  const { shownRun } = options;
  const { shown } = shownRun;
  const header = shown.kind === "run" ? shown.source.header : undefined;
  if (shown.kind === "none" || header?.config === undefined) {
    return;
  }
  const uri = await findShownConfig(options);
  if (uri === undefined) {
    shownRun.noteConfig(shown.source, "gone");
    return;
  }
  const { hashConfig } = await import("../../config/hashConfig");
  const { config } = await parseDocument(await vscode.workspace.openTextDocument(uri));
  const isSame = config !== undefined && (await hashConfig(config)) === header.configHash;
  shownRun.noteConfig(shown.source, isSame ? "same" : "changed");
}
