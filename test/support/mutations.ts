import type { RandomStream } from "../../src/base/random";

/** Numbers at the edges of what a field of 1, 2, 4 or 8 bytes holds, in either byte order. */
const EDGE_NUMBERS = [1, 2, 4, 8].flatMap((length) => [
  new Uint8Array(length),
  new Uint8Array(length).fill(0xff),
  Uint8Array.from({ length }, (_, index) => (index === 0 ? 0x80 : 0)),
  Uint8Array.from({ length }, (_, index) => (index === length - 1 ? 0x80 : 0)),
  Uint8Array.from({ length }, (_, index) => (index === 0 ? 0x7f : 0xff)),
  Uint8Array.from({ length }, (_, index) => (index === length - 1 ? 0x7f : 0xff)),
]);

/** Words that mean something, or seem to, in one of the formats. */
const WORDS = [
  ...["1e999", "-1", "0", "-0", "18446744073709551616", "9007199254740993", "NaN", "null", "0.1", "1e-320"],
  ...[
    `"`,
    `'`,
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\n\n",
    "#",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "\\",
    "/*",
    "//",
    ":",
  ],
  ...["\u202e", "\u0000", "\ufeff", "\u2028", "😀", "__proto__", "constructor", "True", "False", "<f8", "|O"],
].map((text) => new TextEncoder().encode(text));

const PIECES = [...EDGE_NUMBERS, ...WORDS];
const MUTATIONS_MAX = 4;

/** A file with one to four of its places changed: flipped, cut, put in, taken out, repeated, written over, spliced. */
export function mutate(sound: Uint8Array, random: RandomStream): Uint8Array {
  let bytes = sound;
  for (let left = 1 + random.below(MUTATIONS_MAX); left > 0; left--) {
    bytes = mutateOnce(bytes, random);
  }
  return bytes;
}

function mutateOnce(bytes: Uint8Array, random: RandomStream): Uint8Array {
  const at = random.below(bytes.length + 1);
  const length = 1 + random.below(64);
  const [before, rest] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (random.below(8)) {
    case 0:
      // A file that is cut is refused in most ways alike, so that this comes less often than the others.
      return random.below(4) === 0 ? before.slice() : flip(bytes, at, random);
    case 1: {
      return join(before, pick(PIECES, random), rest);
    }
    case 2:
      return join(before, rest.subarray(length));
    case 3:
      return join(before, rest.subarray(0, length), rest);
    case 4: {
      const from = random.below(bytes.length + 1);
      return join(before, bytes.subarray(from, from + length), rest.subarray(length));
    }
    case 5: {
      const piece = pick(PIECES, random);
      return join(before, piece, rest.subarray(piece.length));
    }
    default:
      return flip(bytes, at, random);
  }
}

function flip(bytes: Uint8Array, at: number, random: RandomStream): Uint8Array {
  const changed = bytes.slice();
  if (at < changed.length) {
    changed[at]! ^= 1 << random.below(8);
  }
  return changed;
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function pick<T>(items: readonly T[], random: RandomStream): T {
  return items[random.below(items.length)]!;
}
