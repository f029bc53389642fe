import type { RunView } from "../../src/view/viewMessages";
import { text } from "../kit/strings";

/** What is said in the place of a picture as long as nothing is recorded. */
export function writeWaiting(status: RunView["status"], running: "startedText" | "firstEpochText"): string {
  return text(status === "opening" ? "loadingRun" : status === "running" ? running : "nothingRecorded");
}
