// Runs a command as the leader of its own process group and ends the whole group when our standard input closes,
// which it does however the process that started us ends: by itself, by a signal, or killed outright.
// Usage: node supervisor.mjs FOLDER_TO_REMOVE_AFTERWARDS COMMAND [args]     ("-" where no folder is to go)
import { spawn, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import process from "node:process";
import { setTimeout } from "node:timers";

const GRACE_MS = 2000;
const [folder = "", command = "", ...args] = process.argv.slice(2);
const onWindows = process.platform === "win32";

const child = spawn(command, args, { detached: !onWindows, stdio: ["ignore", "inherit", "inherit"] });

/** @param {"SIGTERM" | "SIGKILL"} signal */
function signalGroup(signal) {
  if (child.pid === undefined) {
    return;
  }
  if (onWindows) {
    spawnSync("taskkill", ["/PID", String(child.pid), "/T", "/F"]);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: nobody is left in the group, which is what was wanted.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ESRCH") {
      throw error;
    }
  }
}

function stop() {
  signalGroup("SIGTERM");
  setTimeout(() => signalGroup("SIGKILL"), GRACE_MS).unref();
}

/** @param {number} code */
function finish(code) {
  signalGroup("SIGKILL");
  if (folder !== "-") {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
  process.exit(code);
}

child.on("error", (error) => {
  process.stderr.write(`${command} did not start: ${error.message}\n`);
  finish(1);
});
child.on("exit", (code) => finish(code ?? 1));
process.stdin.on("close", stop).on("error", stop).resume();
process.on("SIGTERM", stop);
process.on("SIGHUP", stop);
// Writing to a parent that is gone must not end us before the group is ended.
process.stdout.on("error", stop);
process.stderr.on("error", stop);
