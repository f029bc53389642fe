import { realpath, stat } from "node:fs/promises";
import * as path from "node:path";
import type { RequiredFile } from "../data/sources";
import { fail, failureFromThrown, succeed, type Result } from "../base/failure";
import { openRegularFile } from "./regularFile";
import { guardDataFile, type GuardedFile, type GuardOptions } from "./pathGuard";

/** Where a config lies; both paths absolute. */
export type DataLocation = Pick<GuardOptions, "baseFolder" | "workspaceFolder">;

/** Checks one data file of a config without reading it. */
export function checkDataFile(file: RequiredFile, location: DataLocation): Promise<Result<GuardedFile>> {
  return guardDataFile(file, { ...location, path, disk: { realpath, stat } });
}

/** Reads the data files of a config, each past the guard; the first that fails is the failure of all. */
export async function readDataFiles(
  files: readonly RequiredFile[],
  location: DataLocation,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Uint8Array>>> {
  const contents = new Map<string, Uint8Array>();
  for (const file of files) {
    const guarded = await checkDataFile(file, location);
    if (!guarded.ok) {
      return guarded;
    }
    signal.throwIfAborted();
    const bytes = await readWhole(guarded.value, file);
    if (!bytes.ok) {
      return bytes;
    }
    signal.throwIfAborted();
    contents.set(file.path, bytes.value);
  }
  return succeed(contents);
}

/** Reads as many bytes as the guard saw: a file that grows meanwhile cannot exceed the limit. */
async function readWhole(guarded: GuardedFile, file: RequiredFile): Promise<Result<Uint8Array>> {
  try {
    const handle = await openRegularFile(guarded.path);
    try {
      const bytes = new Uint8Array(guarded.bytes);
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, filled);
        if (bytesRead === 0) {
          break;
        }
        filled += bytesRead;
      }
      return succeed(bytes.subarray(0, filled));
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    const { message, detail } = failureFromThrown(thrown);
    return fail(
      "data/unreadable",
      `${file.configPath.join(".")} is ${JSON.stringify(file.path)}, which cannot be read: ${withoutPath(message)}.`,
      {
        path: file.configPath,
        ...(detail === undefined ? {} : { detail }),
      },
    );
  }
}

/** Node's message up to the place where it names the absolute path: "EACCES: permission denied". */
function withoutPath(message: string): string {
  return message.split(", ")[0] ?? message;
}
