import type { RunStatus } from "../../src/run/progress";
import { text } from "../kit/strings";

/** What is said in the place of a picture as long as nothing is recorded. */
export function writeWaiting(status: RunStatus, running: "startedText" | "firstEpochText"): string {
  return text(status === "opening" ? "loadingRun" : status === "running" ? running : "nothingRecorded");
}
