import { fail, succeed, type Failure, type Result } from "../../base/failure";
import { alwaysProceed, PROCEED_MASK, type Proceed } from "../../base/proceed";
import { endsLine } from "./lineBreaks";

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const UTF16_MARKS = [
  { mark: [0xff, 0xfe], encoding: "utf-16le" },
  { mark: [0xfe, 0xff], encoding: "utf-16be" },
];

/** Text of UTF-16 that says by a mark that it is, as UTF-8 without a mark; undefined when there is no such mark. */
export function readMarkedUtf16(bytes: Uint8Array): Result<Uint8Array> | undefined {
  const utf16 = UTF16_MARKS.find(({ mark }) => beginsWith(bytes, mark));
  if (utf16 === undefined) {
    return undefined;
  }
  try {
    const text = new TextDecoder(utf16.encoding, { fatal: true }).decode(bytes);
    return succeed(new TextEncoder().encode(text));
  } catch {
    return fail("data/format", "The file begins as UTF-16 text, but is not whole; save it as UTF-8.");
  }
}

/** Text of UTF-8, or of UTF-16 that says by a mark that it is, as UTF-8 without a mark. */
export function readAsUtf8(bytes: Uint8Array, proceed: Proceed = alwaysProceed): Result<Uint8Array> {
  const utf16 = readMarkedUtf16(bytes);
  if (utf16 !== undefined) {
    return utf16;
  }
  const text = beginsWith(bytes, BYTE_ORDER_MARK) ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
  const invalid = findInvalidUtf8(text, proceed);
  return invalid === undefined ? succeed(text) : { ok: false, failure: invalid };
}

/** A failure that names the first line that is not UTF-8 text; undefined if all are. */
function findInvalidUtf8(bytes: Uint8Array, proceed: Proceed): Failure | undefined {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  let start = 0;
  for (let at = 0; at < bytes.length; at++) {
    if ((at & PROCEED_MASK) === 0) {
      proceed();
    }
    if (endsLine(bytes, at) || at === bytes.length - 1) {
      try {
        // Line by line: neither all of the text is held at once, nor need the line be searched for afterwards.
        decoder.decode(bytes.subarray(start, at + 1));
      } catch {
        return fail(
          "data/format",
          `Line ${line} is not UTF-8 text, but perhaps Windows-1252 (Latin-1); save the file as UTF-8, which Excel calls "CSV UTF-8".`,
        ).failure;
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
