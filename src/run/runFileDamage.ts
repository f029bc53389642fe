import type { Failure } from "../base/failure";
import { countOf, quote } from "../base/text";

/** What a reader of a run file left unread, and why. */
export interface RunFileDamage {
  /** What is wrong with the first line that is not read. */
  readonly failure: Failure;
  /** The first line that is not read, from 1. */
  readonly line: number;
  /** Lines from there to the file's end. */
  readonly unread: number;
  /** Those of them that are not as they were written: their checksum does not fit. */
  readonly damaged: number;
  /** Whether nothing is wrong but that the last line has no end: what a run that is killed leaves behind. */
  readonly isCutOff: boolean;
}

/**
 * How many lines of a run file are damaged, from which line on, and what is therefore not read; a sentence or two.
 * @param shown the file, as the person knows it
 */
export function describeDamage(shown: string, damage: RunFileDamage): string {
  const { failure, line, unread, damaged, isCutOff } = damage;
  if (isCutOff) {
    return `${quote(shown)} is cut off within line ${line}; what stands before that line is read.`;
  }
  const rest =
    unread === 1
      ? `Line ${line}, its last, is not read.`
      : `The ${unread} lines from line ${line} on are not read.`;
  return damaged === 0
    ? `${quote(shown)} is read up to line ${line - 1}: ${failure.message} ${rest}`
    : `${quote(shown)} has ${countOf(damaged, "damaged line")}, from line ${line} on: ${failure.message} ${rest}`;
}
