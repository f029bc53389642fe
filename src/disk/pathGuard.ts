import type { PlatformPath } from "node:path";
import { DATA_FILE_BYTES_MAX } from "../base/limits";
import type { RequiredFile } from "../data/sources";
import { fail, failureFromThrown, succeed, type Result } from "../base/failure";
import { errorCode } from "./errorCode";

/** What the guard must know of the disk. */
export interface DiskAccess {
  /** The path with every symbolic link followed. Rejects as Node's does. */
  realpath(path: string): Promise<string>;
  stat(path: string): Promise<{ isFile(): boolean; readonly size: number }>;
}

export interface GuardOptions {
  /** The folder of the config: what a written path is relative to. Absolute. */
  readonly baseFolder: string;
  /** The folder that no data file may lie outside of. Absolute. */
  readonly workspaceFolder: string;
  /** Rules of the platform's paths: `path.posix` or `path.win32`. */
  readonly path: PlatformPath;
  readonly disk: DiskAccess;
}

export interface GuardedFile {
  /** Where the file really is: absolute, free of symbolic links. */
  readonly path: string;
  readonly bytes: number;
}

/**
 * Decides whether a data file that a config names may be read. The config is the work of the person who wrote the
 * repository: a path must not lead out of the workspace, by its words or by symbolic links, nor to anything but
 * a file of a bearable size.
 */
export async function guardDataFile(file: RequiredFile, options: GuardOptions): Promise<Result<GuardedFile>> {
  const { baseFolder, workspaceFolder, path, disk } = options;
  const refuse = (code: Parameters<typeof fail>[0], what: string, detail?: string): Result<GuardedFile> =>
    fail(code, `${file.configPath.join(".")} is ${JSON.stringify(file.path)}, ${what}`, {
      path: file.configPath,
      ...(detail === undefined ? {} : { detail }),
    });

  if (file.path.includes("\0")) {
    return refuse(
      "data/outside-workspace",
      "which holds a null character; write the path of a file in the workspace.",
    );
  }
  if (isAbsoluteAnywhere(file.path)) {
    return refuse(
      "data/outside-workspace",
      "which is not a relative path; write it relative to the config file, and keep the file inside the workspace.",
    );
  }
  const written = path.resolve(baseFolder, file.path);
  if (!liesInside(written, workspaceFolder, path)) {
    return refuse(
      "data/outside-workspace",
      "which leads out of the workspace; move the file into the workspace.",
    );
  }
  try {
    const real = await disk.realpath(written);
    if (!liesInside(real, await disk.realpath(workspaceFolder), path)) {
      return refuse(
        "data/outside-workspace",
        "which leads out of the workspace by a symbolic link; put the file itself into the workspace.",
      );
    }
    const stats = await disk.stat(real);
    if (!stats.isFile()) {
      return refuse("data/not-a-file", "which is a folder or a device; write the path of a file.");
    }
    if (stats.size > DATA_FILE_BYTES_MAX) {
      return refuse(
        "data/too-large",
        `a file of ${mebibytes(stats.size)} MiB; at most ${mebibytes(DATA_FILE_BYTES_MAX)} MiB can be read.`,
      );
    }
    return succeed({ path: real, bytes: stats.size });
  } catch (thrown) {
    const code = errorCode(thrown);
    if (code === "ENOENT" || code === "ENOTDIR") {
      return refuse(
        "data/file-missing",
        "but there is no such file; the path is relative to the config file.",
      );
    }
    return refuse(
      "data/unreadable",
      `which cannot be opened (${code ?? "unknown error"}); check the file and its permissions.`,
      failureFromThrown(thrown).detail,
    );
  }
}

/** Absolute by the rules of any platform, a drive or a scheme: a config means the same wherever it is opened. */
function isAbsoluteAnywhere(written: string): boolean {
  return /^[\\/]/.test(written) || /^[a-z]:/i.test(written) || /^[a-z][a-z0-9+.-]*:\/\//i.test(written);
}

/** Whether a path is the folder or lies in it. */
function liesInside(candidate: string, folder: string, path: PlatformPath): boolean {
  const fold = (text: string): string => (path.sep === "\\" ? text.toLowerCase() : text);
  const prefix = folder.endsWith(path.sep) ? folder : folder + path.sep;
  return fold(candidate) === fold(folder) || fold(candidate).startsWith(fold(prefix));
}

function mebibytes(bytes: number): string {
  return (bytes / 1024 ** 2).toFixed(1);
}
