import { open } from "node:fs/promises";
import * as vscode from "vscode";
import { RUN_FILE_BYTES_MAX } from "../config/limits";
import { RUN_GLOB } from "./contributions";
import { DisposableStore, type Disposable } from "./disposableStore";
import { readRunFileParts, type ByteSource } from "./runFileParts";
import type { RunStore } from "./runLibrary";
import type { RunFileParts } from "./runSummary";
import { Signal } from "./signal";

/** The run files that VS Code finds in the workspace. Watching begins with the first search. */
export function createRunStore(): RunStore & Disposable {
  const disposables = new DisposableStore();
  const changed = new Signal<void>();
  let watching = false;
  const watch = (): void => {
    if (watching) {
      return;
    }
    watching = true;
    const watcher = disposables.add(vscode.workspace.createFileSystemWatcher(RUN_GLOB));
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
      disposables.add(
        event(() => {
          changed.fire();
        }),
      );
    }
    disposables.add(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        changed.fire();
      }),
    );
  };
  return {
    find: async () => {
      watch();
      const found = await vscode.workspace.findFiles(RUN_GLOB, "**/node_modules/**");
      return found.map((uri) => uri.toString());
    },
    stamp: async (address) => {
      const { mtime, size } = await vscode.workspace.fs.stat(vscode.Uri.parse(address));
      return { modifiedAt: mtime, bytes: size };
    },
    readParts: (address) => readParts(vscode.Uri.parse(address)),
    readText: async (address) => {
      const uri = vscode.Uri.parse(address);
      await requireReadable(uri);
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    },
    onDidChange: changed.on,
    dispose: () => {
      disposables.dispose();
    },
  };
}

async function readParts(uri: vscode.Uri): Promise<RunFileParts> {
  const size = await requireReadable(uri);
  if (uri.scheme !== "file") {
    const bytes = await vscode.workspace.fs.readFile(uri);
    const read: ByteSource["read"] = (position, length) =>
      Promise.resolve(bytes.subarray(position, position + length));
    return await readRunFileParts({ size: bytes.length, read });
  }
  const file = await open(uri.fsPath, "r");
  try {
    return await readRunFileParts({
      size,
      read: async (position, length) => {
        const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, position);
        return buffer.subarray(0, bytesRead);
      },
    });
  } finally {
    await file.close();
  }
}

/** A run file is a file, after symbolic links, and not larger than any run; gives its size. */
async function requireReadable(uri: vscode.Uri): Promise<number> {
  const { type, size } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.File) === 0) {
    throw new Error("It is not a file.");
  }
  if (size > RUN_FILE_BYTES_MAX) {
    throw new Error(`It has ${size} bytes; at most ${RUN_FILE_BYTES_MAX} can be read.`);
  }
  return size;
}
