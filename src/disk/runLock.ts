import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { RUN_LOCK_REFRESH_MS, RUN_LOCK_STALE_MS } from "../base/limits";
import { errorCode } from "./errorCode";

/** The file beside a run file that says that its run goes on. */
export function runLockPath(runFile: string): string {
  return `${runFile}.lock`;
}

/** A sign beside a run file, for other windows and processes. */
export interface RunLock {
  /** Takes the sign away. Never rejects. */
  release(): Promise<void>;
}

/**
 * Puts a sign beside a run file and keeps it fresh: one that was left behind by a process that was killed is told
 * by its age. A sign that cannot be put is done without: it protects a run from other windows and is no part of the run.
 */
export async function holdRunLock(runFile: string): Promise<RunLock> {
  const path = runLockPath(runFile);
  try {
    // A link that somebody put there is not followed.
    await rm(path, { force: true });
    await writeFile(path, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: "wx" });
  } catch {
    return { release: () => Promise.resolve() };
  }
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, RUN_LOCK_REFRESH_MS);
  timer.unref();
  return {
    release: async () => {
      clearInterval(timer);
      await rm(path, { force: true }).catch(() => undefined);
    },
  };
}

/** Whether another process, in another window or a terminal, is writing this run file now. Never rejects. */
export async function isWrittenElsewhere(runFile: string): Promise<boolean> {
  const path = runLockPath(runFile);
  try {
    const { mtimeMs, size } = await stat(path);
    // Clocks of two machines differ either way.
    if (Math.abs(Date.now() - mtimeMs) > RUN_LOCK_STALE_MS || size > 1000) {
      return false;
    }
    const holder: unknown = JSON.parse(await readFile(path, "utf8"));
    return !isHolder(holder) || holder.host !== hostname() || isOtherProcess(holder.pid);
  } catch {
    return false;
  }
}

function isHolder(value: unknown): value is { readonly pid: number; readonly host: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    "pid" in value &&
    Number.isSafeInteger(value.pid) &&
    "host" in value
  );
}

/** Whether a process of this machine is there and is not this one. */
function isOtherProcess(pid: number): boolean {
  if (pid === process.pid || pid <= 0) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // A process of another person may not be asked, and is there all the same.
    return errorCode(thrown) === "EPERM";
  }
}
