const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Whether a line ends at this byte as an editor shows it: after LF, CR LF, or a CR by itself. */
export function endsLine(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === LINE_FEED || (bytes[at] === CARRIAGE_RETURN && bytes[at + 1] !== LINE_FEED);
}

/** How many lines end within [start, end). No byte of a longer UTF-8 character looks like a line break. */
export function countLineBreaks(bytes: Uint8Array, start: number, end: number): number {
  let breaks = 0;
  for (let at = start; at < end; at++) {
    breaks += Number(endsLine(bytes, at));
  }
  return breaks;
}

/** Offset of the first byte from `start` on that is no part of a line break. */
export function skipLineBreaks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isLineBreak(bytes[at])) {
    at++;
  }
  return at;
}

/** The number of bytes without the line breaks at the end. */
export function dropLineBreaks(bytes: Uint8Array): number {
  let end = bytes.length;
  while (isLineBreak(bytes[end - 1])) {
    end--;
  }
  return end;
}

function isLineBreak(byte: number | undefined): boolean {
  return byte === LINE_FEED || byte === CARRIAGE_RETURN;
}
