import { RUN_FILE_BYTES_MAX } from "../base/limits";
import { fail, failureFromThrown, succeed, type Result } from "../base/failure";
import { quote } from "../base/text";
import { openFile } from "./openFile";
import { readRunEvents } from "./readRunEvents";
import type { RunEvent, RunStarted } from "../run/runEvent";

/**
 * Hands out the events of a run file as far as it is sound.
 * @param shown the path, as the person wrote it
 * @returns the header; a file that is cut off or damaged behind the header is no failure
 */
export async function readRunFile(
  path: string,
  shown: string,
  onEvent: (event: RunEvent) => void,
): Promise<Result<RunStarted>> {
  let header: RunStarted | undefined;
  try {
    const file = await openFile(path, RUN_FILE_BYTES_MAX);
    try {
      const problem = await readRunEvents(file, (event) => {
        if (event.type === "run/started") {
          header = event;
        }
        onEvent(event);
      });
      if (header === undefined) {
        return fail(
          "run/file-format",
          `${quote(shown)} is no run: ${problem?.message ?? "it has no header."}`,
        );
      }
    } finally {
      await file.close();
    }
  } catch (thrown) {
    return fail(
      "run/file-unreadable",
      `${quote(shown)} cannot be read: ${failureFromThrown(thrown).message}.`,
    );
  }
  return succeed(header);
}
