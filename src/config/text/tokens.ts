import { createScanner } from "jsonc-parser";
import type { TextSpan } from "./problem";

/** The tokens of a text from an offset on, without blanks and comments. */
export function* readTokens(text: string, from = 0): Generator<TextSpan> {
  const scanner = createScanner(text, true);
  scanner.setPosition(from);
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    // By place, not by length: behind a text that ends in /* the scanner's end of file is one character long.
    if (offset >= text.length) {
      return;
    }
    yield { offset, length: scanner.getTokenLength() };
  }
}

/**
 * How deep a parser goes into objects and lists. Needs no call stack, whatever the depth. A bracket that closes
 * nothing counts as absent, as it does to the parser, which stays inside what is open.
 */
export function measureDepth(text: string): number {
  const open: string[] = [];
  let deepest = 0;
  for (const { offset } of readTokens(text)) {
    // Of all tokens only the brackets themselves begin with a bracket.
    const first = text[offset];
    if (first === "{" || first === "[") {
      open.push(first === "{" ? "}" : "]");
      deepest = Math.max(deepest, open.length);
    } else if (first === open.at(-1)) {
      open.pop();
    }
  }
  return deepest;
}

/** Where the comma stands that comes next after an offset, comments aside. */
export function findComma(text: string, from: number): number | undefined {
  const next = readTokens(text, from).next();
  return next.done !== true && text[next.value.offset] === "," ? next.value.offset : undefined;
}
