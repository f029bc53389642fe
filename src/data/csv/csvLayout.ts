import type { CsvConfig } from "./csvConfig";
import { separates, splitCsvLine } from "./csvCells";
import { isDecimalNumber } from "../labels/decimalNumber";
import { endsLine, skipLineBreaks } from "../files/lineBreaks";

export type Delimiter = NonNullable<CsvConfig["delimiter"]>;

/** How a file's table is written. */
export interface CsvLayout {
  readonly delimiter: Delimiter;
  /** The delimiter that the first lines speak for, if the config says another. */
  readonly likelier?: Delimiter;
  /** Where the first row begins, behind `sep=` and comment lines. */
  readonly start: number;
  /** The names of the columns, if they stand in a comment line, where numpy.savetxt puts them. */
  readonly commentedHeader?: readonly string[];
  /** What was recognized, in sentences for the log. */
  readonly notes: readonly string[];
}

/** In the order in which they are taken when nothing speaks for one of them. */
const DELIMITERS: readonly Delimiter[] = [",", ";", "\t", "|", " "];
/** Rows that are looked at, and bytes. */
const ROWS_SEEN = 5;
const BYTES_SEEN = 2 * 1024 * 1024;

/** How a delimiter is called in a sentence. */
export function nameDelimiter(delimiter: string): string {
  return delimiter === " " ? "blanks" : delimiter === "\t" ? "tabs" : `"${delimiter}"`;
}

/** Recognizes from the first lines of a file in UTF-8 how its table is written. */
export function recognizeCsvLayout(bytes: Uint8Array, config: CsvConfig): CsvLayout {
  const preamble = readPreamble(bytes);
  const rows = readFirstRows(bytes, preamble.start);
  const first = rankDelimiters(rows, config);
  const commented =
    preamble.comment === undefined || !config.header || first.names
      ? undefined
      : rankDelimiters([preamble.comment, ...rows], config);
  const best = commented?.names === true ? commented : first;
  const delimiter = config.delimiter ?? preamble.delimiter ?? best.delimiter;
  const hasNames = commented?.names === true && commented.delimiter === delimiter;
  return {
    delimiter,
    ...(best.delimiter === delimiter ? {} : { likelier: best.delimiter }),
    start: preamble.start,
    ...(hasNames && preamble.comment !== undefined
      ? { commentedHeader: splitCsvLine(preamble.comment, delimiter) }
      : {}),
    notes: [
      ...(config.delimiter === undefined && delimiter !== ","
        ? [`Its cells are separated by ${nameDelimiter(delimiter)}.`]
        : []),
      ...(hasNames ? [`The names of its columns stand in a comment line.`] : []),
    ],
  };
}

interface Preamble {
  readonly start: number;
  readonly delimiter?: Delimiter;
  /** The last comment line, without its mark. */
  readonly comment?: string;
}

const COMMENT = "#".charCodeAt(0);
/** Excel reads the delimiter from a first line `sep=;`. */
const SEPARATOR_LINE = /^"?sep=(.)"?$/i;
const SEPARATOR_LINE_BYTES_MAX = 16;

function readPreamble(bytes: Uint8Array): Preamble {
  let start = skipLineBreaks(bytes, 0);
  let delimiter: Delimiter | undefined;
  const end = lineEnd(bytes, start);
  if (end - start <= SEPARATOR_LINE_BYTES_MAX) {
    const said = SEPARATOR_LINE.exec(decode(bytes, start, end).trim())?.[1];
    delimiter = DELIMITERS.find((each) => each === said);
    start = said === undefined ? start : skipLineBreaks(bytes, end);
  }
  let comment: readonly [number, number] | undefined;
  while (bytes[start] === COMMENT) {
    comment = [start, lineEnd(bytes, start)];
    start = skipLineBreaks(bytes, comment[1]);
  }
  return {
    start,
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(comment === undefined ? {} : { comment: decode(bytes, ...comment).replace(/^#+/, "") }),
  };
}

/** The first rows as text; a line break within quotes ends none. */
function readFirstRows(bytes: Uint8Array, start: number): string[] {
  const rows: string[] = [];
  const end = Math.min(bytes.length, start + BYTES_SEEN);
  let isQuoted = false;
  let from = start;
  for (let at = start; at < end && rows.length < ROWS_SEEN; at++) {
    if (bytes[at] === QUOTE) {
      isQuoted = !isQuoted;
    }
    const isLast = at === bytes.length - 1 || (at === end - 1 && rows.length === 0);
    if (isLast || (!isQuoted && endsLine(bytes, at))) {
      const text = decode(bytes, from, at + 1);
      if (text.trim() !== "") {
        rows.push(text);
      }
      from = at + 1;
    }
  }
  return rows;
}

const QUOTE = '"'.charCodeAt(0);

interface Ranked {
  readonly delimiter: Delimiter;
  /** Whether the first row has the name of the label column. */
  readonly names: boolean;
}

/**
 * The delimiter under which the first row has the label's name, the rows are of one length, and most cells are
 * numbers, in this order of weight.
 */
function rankDelimiters(rows: readonly string[], config: CsvConfig): Ranked {
  let best: Ranked = { delimiter: ",", names: false };
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    if (!rows.some((row) => holdsDelimiter(row, delimiter))) {
      continue;
    }
    const [head = [], ...body] = rows.map((row) => splitCsvLine(row, delimiter));
    if (head.length < 2) {
      continue;
    }
    const names = config.header && typeof config.label === "string" && head.includes(config.label);
    const width = (body[0] ?? head).length;
    const isRegular = width - head.length <= 1 && body.every((cells) => cells.length === width);
    const cells = (body.length === 0 ? [head] : body).flat();
    const numbers = cells.filter((text) => isDecimalNumber(text.replace(",", "."))).length;
    const score = 4 * Number(names) + 2 * Number(isRegular) + (1 + numbers) / (1 + cells.length);
    if (score > bestScore) {
      bestScore = score;
      best = { delimiter, names };
    }
  }
  return best;
}

function holdsDelimiter(row: string, delimiter: string): boolean {
  return row.includes(delimiter) || (separates("\t", delimiter) && row.includes("\t"));
}

/** The line without its break. */
function lineEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) {
    at++;
  }
  return at;
}

function decode(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder().decode(bytes.subarray(start, end));
}
