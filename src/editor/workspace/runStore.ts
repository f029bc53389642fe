import { stat } from "node:fs/promises";
import * as vscode from "vscode";
import { RUN_FILE_BYTES_MAX } from "../../base/limits";
import { isWrittenElsewhere } from "../../disk/runLock";
import { RUN_GLOB } from "../contributions";
import { DisposableStore, type Disposable } from "../../session/disposableStore";
import type { OpenFile } from "../../disk/openFile";
import type { RunStore } from "../../session/runLibrary";
import { Signal } from "../../session/signal";

/** The run files that VS Code finds in the workspace. Watching begins with the first search. */
export function createRunStore(): RunStore & Disposable {
  const disposables = new DisposableStore();
  const changed = new Signal<string | undefined>();
  let watching = false;
  const watch = (): void => {
    if (watching) {
      return;
    }
    watching = true;
    const watcher = disposables.add(vscode.workspace.createFileSystemWatcher(RUN_GLOB));
    disposables.add(
      watcher.onDidChange((uri) => {
        changed.fire(uri.toString());
      }),
    );
    for (const event of [
      watcher.onDidCreate,
      watcher.onDidDelete,
      vscode.workspace.onDidChangeWorkspaceFolders,
    ]) {
      disposables.add(
        event(() => {
          changed.fire(undefined);
        }),
      );
    }
  };
  return {
    find: async () => {
      watch();
      const found = await vscode.workspace.findFiles(RUN_GLOB, "**/node_modules/**");
      return found.map((uri) => uri.toString());
    },
    stamp: async (address) => {
      const uri = vscode.Uri.parse(address);
      if (uri.scheme === "file") {
        const { mtimeMs, size } = await stat(uri.fsPath);
        return {
          modifiedAt: mtimeMs,
          bytes: size,
          isWrittenElsewhere: await isWrittenElsewhere(uri.fsPath),
        };
      }
      const { mtime, size } = await vscode.workspace.fs.stat(uri);
      return { modifiedAt: mtime, bytes: size };
    },
    open: (address) => openRunFile(vscode.Uri.parse(address)),
    onDidChange: changed.on,
    dispose: () => {
      disposables.dispose();
    },
  };
}

/** A run file is a file, after symbolic links, and not larger than any run. */
export async function openRunFile(uri: vscode.Uri): Promise<OpenFile> {
  if (uri.scheme === "file") {
    const { openFile } = await import("../../disk/openFile");
    return await openFile(uri.fsPath, RUN_FILE_BYTES_MAX);
  }
  const { type, size } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.File) === 0) {
    throw new Error("it is not a file");
  }
  if (size > RUN_FILE_BYTES_MAX) {
    throw new Error(`it has ${size} bytes; at most ${RUN_FILE_BYTES_MAX} can be read`);
  }
  const bytes = await vscode.workspace.fs.readFile(uri);
  return {
    size: bytes.length,
    read: (position, length) => Promise.resolve(bytes.subarray(position, position + length)),
    close: () => Promise.resolve(),
  };
}
