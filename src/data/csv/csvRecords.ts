import { CsvError, parse } from "csv-parse/browser/esm/sync";
import { CSV_ROW_BYTES_MAX } from "../../base/limits";
import { fail, failureFromThrown, type Failure } from "../../base/failure";
import { alwaysProceed, type Proceed } from "../../base/proceed";
import { countLineBreaks, skipLineBreaks } from "../files/lineBreaks";

/** What to do with a row: its cells as text, and the line of the file on which it begins, from 1 on. */
export type VisitRecord = (cells: readonly string[], line: number) => Failure | undefined;

/** Ends the parser, which knows no other way. It is thrown and caught in this file only. */
class RowRefused extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/**
 * Visits the rows of comma-separated values (RFC 4180, with any delimiter, and LF, CR LF or CR at line ends) until
 * one of them fails. Rows are visited as they are met and not kept; empty lines are passed over.
 * @param delimiter a blank is any number of blanks and tabs
 * @param start where the first row begins
 * @param rowBytesMax the longest row that is read
 */
export function visitCsvRecords(
  bytes: Uint8Array,
  delimiter: string,
  start: number,
  visit: VisitRecord,
  proceed: Proceed = alwaysProceed,
  rowBytesMax = CSV_ROW_BYTES_MAX,
): Failure | undefined {
  // The parser counts a CR LF within quotes as two lines, so lines are counted here, by where each row ends.
  let rowStart = skipLineBreaks(bytes, start);
  let line = 1 + countLineBreaks(bytes, 0, rowStart);
  const areBlanks = delimiter === " ";
  const visitFull: VisitRecord = (cells, at) => (cells.length === 0 ? undefined : visit(cells, at));
  try {
    parse(bytes.subarray(start), {
      delimiter: areBlanks ? [" ", "\t"] : delimiter,
      bom: false,
      // All at once: left to itself, the parser takes the first line end for that of the whole file.
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: rowBytesMax,
      // Between two blanks is nothing, unless it stands in quotes.
      ...(areBlanks
        ? {
            cast: (cell: string, { quoting }: { quoting: boolean }) =>
              cell === "" && !quoting ? null : cell,
          }
        : {}),
      on_record: (found: (string | null)[], context) => {
        const cells = areBlanks ? found.filter((cell) => cell !== null) : (found as string[]);
        proceed();
        const failure = visitFull(cells, line);
        if (failure !== undefined) {
          throw new RowRefused(failure);
        }
        const nextStart = skipLineBreaks(bytes, start + context.bytes);
        line += countLineBreaks(bytes, rowStart, nextStart);
        rowStart = nextStart;
        return null;
      },
    });
    return undefined;
  } catch (thrown) {
    return thrown instanceof RowRefused ? thrown.failure : describeCsvError(thrown, line, rowBytesMax);
  }
}

const QUOTE_MISTAKES: ReadonlyMap<string, string> = new Map([
  ["CSV_QUOTE_NOT_CLOSED", "begins with a quote that is not closed before the file ends"],
  ["CSV_INVALID_CLOSING_QUOTE", "goes on after its closing quote; a quote within quotes is written twice"],
  [
    "INVALID_OPENING_QUOTE",
    "has a quote that it does not begin with; a cell with quotes stands in quotes as a whole",
  ],
]);

function describeCsvError(thrown: unknown, line: number, rowBytesMax: number): Failure {
  if (!(thrown instanceof CsvError)) {
    return failureFromThrown(thrown);
  }
  if (thrown.code === "CSV_MAX_RECORD_SIZE") {
    return fail(
      "data/too-large",
      `The row on line ${line} is longer than ${rowBytesMax} bytes: is a quote not closed?`,
    ).failure;
  }
  const mistake = QUOTE_MISTAKES.get(thrown.code) ?? `cannot be read (${thrown.message})`;
  const cell = typeof thrown["column"] === "number" ? `, cell ${thrown["column"] + 1},` : "";
  return fail("data/format", `The row on line ${line}${cell} ${mistake}.`).failure;
}
