import { fail, type Failure } from "../failure";
import { alwaysProceed, PROCEED_MASK, STOPPED, type Proceed } from "../proceed";
import { endsLine } from "./lineBreaks";

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const UTF16_MARKS = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];

/** The bytes without the mark that some programs put before UTF-8 text. */
export function skipByteOrderMark(bytes: Uint8Array): Uint8Array {
  return beginsWith(bytes, BYTE_ORDER_MARK) ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
}

/** A failure that names the first line that is not UTF-8 text; undefined where all are. */
export function findInvalidUtf8(bytes: Uint8Array, proceed: Proceed = alwaysProceed): Failure | undefined {
  if (UTF16_MARKS.some((mark) => beginsWith(bytes, mark))) {
    return fail("data/format", "The file is UTF-16 text; save it as UTF-8.").failure;
  }
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  let start = 0;
  for (let at = 0; at < bytes.length; at++) {
    if ((at & PROCEED_MASK) === 0 && !proceed()) {
      return STOPPED.failure;
    }
    if (endsLine(bytes, at) || at === bytes.length - 1) {
      try {
        // Line by line: neither all of the text is held at once, nor need the line be searched for afterwards.
        decoder.decode(bytes.subarray(start, at + 1));
      } catch {
        return fail("data/format", `Line ${line} is not UTF-8 text; save the file as UTF-8.`).failure;
      }
      line++;
      start = at + 1;
    }
  }
  return undefined;
}

function beginsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}
