/** One kind of text that a config can be filled with, and a place that takes it. */
export interface Filler {
  readonly name: string;
  /** A config of about so many bytes. */
  readonly fill: (bytes: number) => string;
}

const MARK = "\u0001";

/** Pieces that may stand, or seem to, between two tokens. */
export const PIECES: Readonly<Record<string, string>> = {
  blanks: " ",
  tabs: "\t",
  newlines: "\n",
  "carriage returns": "\r",
  "Windows line breaks": "\r\n",
  "blanks and line breaks": " \n",
  "no-break spaces": "\u00a0",
  commas: ",",
  "commas and blanks": ", ",
  slashes: "/",
  "line comments": "// x\n",
  "block comments": "/**/",
  "open comments": "/*",
  stars: "*",
  quotes: '"',
  "single quotes": "'",
  backslashes: "\\",
  colons: ":",
  "open brackets": "[",
  "open braces": "{",
  "closed brackets": "]",
  "closed braces": "}",
  "empty lists": "[],",
  letters: "a",
  words: "word ",
  digits: "7",
  minus: "-",
  "astral characters": "😀",
  "bidirectional marks": "\u202e",
  "half surrogates": "\ud800",
  "null characters": "\u0000",
  "line separators": "\u2028",
  mixed: ' \t,//"x\n/* {[ */',
};

/** Where the filler stands: a problem with fixes on each side of it. */
const PLACES: Readonly<Record<string, (filler: string) => string>> = {
  alone: (filler) => filler,
  "in front": (filler) => `${filler}{ "data": { "source": "symmetric-rule" } }`,
  behind: (filler) => `{ "data": { "source": "symmetric-rule" } }${filler}`,
  "at the end of an object that lacks a field": (filler) =>
    `{ "data": { "source": "csv",\n "file": "x"${filler}} }`,
  "at the start of an object that lacks a field": (filler) =>
    `{ "data": {${filler}"file": "x" }, "training": {} }`,
  "in an empty object": (filler) => `{ "data": {${filler}} }`,
  "around an unknown field": (filler) =>
    `{${filler}"unknown"${filler}:${filler}1${filler},${filler}"data": { "source": "symmetric-rule" } }`,
  "behind an unknown field": (filler) => `{ "data": { "source": "symmetric-rule" }, "unknown": 1${filler}}`,
  "before an unknown field": (filler) => `{ "data": { "source": "symmetric-rule" },${filler}"unknown": 1 }`,
  "around a momentum that is not used": (filler) =>
    `{ "data": { "source": "symmetric-rule" }, "training": {${filler}"epochs": 1,${filler}"momentum": 0.5${filler}} }`,
  "inside a list that is too long": (filler) =>
    `{ "data": { "source": "symmetric-rule" }, "network": { "hidden": [${filler}${"1,".repeat(40)}${filler}] } }`,
  "inside a text": (filler) => `{ "data": { "source": "${filler}" } }`,
  "inside a name": (filler) => `{ "data": { "source": "symmetric-rule" }, "${filler}": 1 }`,
};

/** Entries that are many, each of them a problem or a thing to compare with all others. */
const ENTRIES: Readonly<Record<string, { before: string; entry: (index: number) => string; after: string }>> =
  {
    "unknown fields": {
      before: `{ "data": { "source": "symmetric-rule" }`,
      entry: (index) => `,\n"unknown${index}": 1`,
      after: "\n}",
    },
    "unknown fields on one line": {
      before: `{ "data": { "source": "symmetric-rule" }`,
      entry: (index) => `,"unknown${index}":1`,
      after: "}",
    },
    "a field written many times": {
      before: `{ "data": { "source": "symmetric-rule" }, "training": { "epochs": 1`,
      entry: () => `, "epochs": 0`,
      after: "} }",
    },
    "a section written many times": {
      before: `{ "training": { "epochs": 0 }`,
      entry: () => `, "data": { "source": "symmetric-rule" }`,
      after: "}",
    },
    "names of columns": {
      before: `{ "data": { "source": "csv", "file": "x.csv", "label": "y", "inputs": ["a"`,
      entry: (index) => `,"b${index}"`,
      after: "] } }",
    },
    "names of columns with the label last": {
      before: `{ "data": { "source": "csv", "file": "x.csv", "label": "y", "inputs": ["a"`,
      entry: (index) => `,"b${index}"`,
      after: `, "y"] } }`,
    },
    "one name of a column": {
      before: `{ "data": { "source": "csv", "file": "x.csv", "label": "y", "inputs": ["a"`,
      entry: () => `,"a"`,
      after: "] } }",
    },
    "empty names of columns": {
      before: `{ "data": { "source": "csv", "file": "x.csv", "label": "y", "inputs": ["a"`,
      entry: () => `,""`,
      after: "] } }",
    },
    "items of another kind": {
      before: `{ "data": { "source": "csv", "file": "x.csv", "label": "y", "inputs": [1`,
      entry: () => `,{"a":1}`,
      after: "] } }",
    },
    layers: {
      before: `{ "data": { "source": "symmetric-rule" }, "network": { "hidden": [1`,
      entry: () => `,\n{ "units": 0, "activation": "tan" }`,
      after: "] } }",
    },
    estimators: {
      before: `{ "data": { "source": "symmetric-rule" }, "analysis": { "estimator": ["kde"`,
      entry: () => `,\n{ "name": "bining", "x": 1 }`,
      after: "] } }",
    },
    "slips of the pen, one a line": {
      before: `{ "data": { "source": "symmetric-rule" }`,
      entry: () => `\n"a" 1 tru`,
      after: "}",
    },
    "closed and opened objects": { before: `{}`, entry: () => `{}`, after: "" },
  };

/** Every kind of filler in every place. */
export function everyPlaceFiller(): readonly Filler[] {
  return Object.entries(PLACES).flatMap(([place, put]) =>
    Object.entries(PIECES).map(([name, piece]) => ({
      name: `${name} ${place}`,
      fill: (bytes: number) => {
        const copies = put(MARK).split(MARK).length - 1;
        return put(piece.repeat(Math.floor(bytes / byteLength(piece) / copies)));
      },
    })),
  );
}

/** Every kind of entry, as many of it as there is room for. */
export function everyEntryFiller(): readonly Filler[] {
  return Object.entries(ENTRIES).map(([name, { before, entry, after }]) => ({
    name,
    fill: (bytes: number) => {
      const written = [before];
      for (let length = before.length + after.length; length < bytes; length += written.at(-1)!.length) {
        written.push(entry(written.length));
      }
      return written.join("") + after;
    },
  }));
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
