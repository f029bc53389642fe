import { dirname } from "node:path";
import * as vscode from "vscode";
import type { Failure } from "../../base/failure";
import { CONFIG_GLOB, isConfigPath } from "../contributions";
import { checkDataFile } from "../../disk/dataFiles";
import { folderName } from "./folderName";
import { DisposableStore, type Disposable } from "../../session/disposableStore";
import { pickItem } from "../notify";
import type { ConfigFile } from "../../session/prepareRun";
import { Signal, type Listenable } from "../../session/signal";

/** The configs of the workspace. */
export interface ConfigFiles extends Disposable {
  find(): Promise<readonly ConfigFile[]>;
  /** The config in the active editor, if it is one. */
  active(): ConfigFile | undefined;
  /** Lets the person choose; undefined if none was chosen or the signal aborted. */
  pick(
    candidates: readonly ConfigFile[],
    question: string,
    signal?: AbortSignal,
  ): Promise<ConfigFile | undefined>;
  /** A config came or went. Told from the first `find` on. */
  readonly onDidChange: Listenable<void>;
}

export function createConfigFiles(): ConfigFiles {
  const store = new DisposableStore();
  const changed = new Signal<void>();
  let watching = false;
  const watch = (): void => {
    if (watching) {
      return;
    }
    watching = true;
    const watcher = store.add(vscode.workspace.createFileSystemWatcher(CONFIG_GLOB, false, true, false));
    for (const event of [
      watcher.onDidCreate,
      watcher.onDidDelete,
      vscode.workspace.onDidChangeWorkspaceFolders,
    ]) {
      store.add(
        (event as vscode.Event<unknown>)(() => {
          changed.fire();
        }),
      );
    }
  };
  return {
    find: async () => {
      watch();
      const found = await vscode.workspace.findFiles(CONFIG_GLOB, "**/node_modules/**");
      return found.map(describeConfig).sort((a, b) => a.name.localeCompare(b.name));
    },
    active: () => {
      const uri = vscode.window.activeTextEditor?.document.uri ?? activeTabUri();
      return uri !== undefined && isConfigPath(uri.path) ? describeConfig(uri) : undefined;
    },
    pick: pickConfig,
    onDidChange: changed.on,
    dispose: () => {
      store.dispose();
    },
  };
}

/** An editor that has just been opened is a tab some time before it is a text editor. */
function activeTabUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText ? input.uri : undefined;
}

/** What a run needs to know of where a config lies. */
export function describeConfig(uri: vscode.Uri): ConfigFile {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const baseFolder = dirname(uri.fsPath);
  return {
    uri: uri.toString(),
    // A config outside of any folder is named by its last part only: run files hold no path of the machine.
    name: [
      folderName(uri),
      folder === undefined ? uri.path.split("/").at(-1) : vscode.workspace.asRelativePath(uri, false),
    ]
      .filter((part) => part !== undefined)
      .join("/"),
    location:
      uri.scheme === "file" ? { baseFolder, workspaceFolder: folder?.uri.fsPath ?? baseFolder } : undefined,
  };
}

/**
 * The config that a stored run was of, if the workspace still has it. A run that was made while the window had one
 * folder names its config without that.
 * @param run the address of the run file, if it is known
 */
export function findConfigOfRun(
  configs: readonly ConfigFile[],
  configName: string,
  run?: vscode.Uri,
): ConfigFile | undefined {
  const folder = run && folderName(run);
  const names = folder === undefined ? [configName] : [`${folder}/${configName}`, configName];
  return names
    .map((wanted) => configs.find(({ name }) => name === wanted))
    .find((config) => config !== undefined);
}

/** What is wrong with a data file that a config names by this path; undefined if nothing is, or nobody can tell. */
export async function checkConfigFile(config: vscode.Uri, written: string): Promise<Failure | undefined> {
  const { location } = describeConfig(config);
  if (location === undefined) {
    return undefined;
  }
  const checked = await checkDataFile({ path: written, configPath: ["data", "file"] }, location);
  return checked.ok ? undefined : checked.failure;
}

async function pickConfig(
  candidates: readonly ConfigFile[],
  question: string,
  signal?: AbortSignal,
): Promise<ConfigFile | undefined> {
  const cancellation = new vscode.CancellationTokenSource();
  const abort = (): void => {
    cancellation.cancel();
  };
  signal?.addEventListener("abort", abort);
  try {
    const items = candidates.map((file) => ({ label: file.name, file }));
    const picked = await pickItem(items, question, { cancellation: cancellation.token });
    return picked?.file;
  } finally {
    signal?.removeEventListener("abort", abort);
    cancellation.dispose();
  }
}
