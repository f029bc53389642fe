// Loaded into every process of a measured run: adds the most memory that it had resident, in KiB, to a file.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const STATUS = "/proc/self/status";
const file = process.env["IB_BENCH_MEMORY_FILE"];
if (isMainThread && file !== undefined) {
  process.on("exit", () => {
    appendFileSync(file, `${peakKibibytes()}\n`);
  });
}

function peakKibibytes() {
  // On Linux the resource usage begins with the parent's memory as it was when it started this process.
  const status = existsSync(STATUS) ? readFileSync(STATUS, "utf8") : "";
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
}
