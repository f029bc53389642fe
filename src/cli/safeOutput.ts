import { failureFromThrown } from "../base/failure";
import type { TextOutput } from "./progressLine";
import { errorCode } from "../disk/errorCode";

/** An output whose reader may leave, or whose disk may be full: neither ends what goes on. */
export interface SafeOutput extends TextOutput {
  /** Why text was lost, beside by a reader who left before its end, as `head` does. */
  lost(): string | undefined;
}

/** Writes to a stream of the process. What cannot be written is lost, and nothing is thrown. */
export function createSafeOutput(stream: NodeJS.WriteStream): SafeOutput {
  let lost: string | undefined;
  const note = (thrown: unknown): void => {
    if (errorCode(thrown) !== "EPIPE") {
      lost ??= failureFromThrown(thrown).message;
    }
  };
  // Pipes tell by an event what went wrong; files and devices throw it.
  stream.on("error", note);
  return {
    isTTY: stream.isTTY,
    write: (text) => {
      try {
        stream.write(text);
      } catch (thrown) {
        note(thrown);
      }
    },
    lost: () => lost,
  };
}
