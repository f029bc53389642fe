import { RUN_FILE_BYTES_MAX } from "../base/limits";
import { fail, failureFromThrown, succeed, type Result } from "../base/failure";
import { quote } from "../base/text";
import { openFile } from "./openFile";
import { readRunEvents } from "./readRunEvents";
import type { RunEvent, RunStarted } from "../run/runEvent";
import type { RunFileDamage } from "../run/runFileDamage";

/** What a run file is, beside its events. */
export interface ReadRun {
  readonly header: RunStarted;
  /** What is not read of a file that is cut off or damaged; whoever reads the file says so. */
  readonly damage: RunFileDamage | undefined;
}

/**
 * Hands out the events of a run file as far as it is sound.
 * @param shown the path, as the person wrote it
 * @returns the header and the damage; a file that is cut off or damaged behind the header is no failure
 */
export async function readRunFile(
  path: string,
  shown: string,
  onEvent: (event: RunEvent) => void,
): Promise<Result<ReadRun>> {
  let header: RunStarted | undefined;
  let damage: RunFileDamage | undefined;
  try {
    const file = await openFile(path, RUN_FILE_BYTES_MAX);
    try {
      damage = await readRunEvents(file, (event) => {
        if (event.type === "run/started") {
          header = event;
        }
        onEvent(event);
      });
      if (header === undefined) {
        return fail(
          "run/file-format",
          `${quote(shown)} is no run: ${damage?.failure.message ?? "it has no header."}`,
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
  return succeed({ header, damage });
}
