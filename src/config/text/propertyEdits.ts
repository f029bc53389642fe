import type { TextEdit, TextSpan } from "./problem";
import { findComma } from "./tokens";
import type { ObjectNode } from "./tree";

/**
 * What may stand between the end of an entry and the end of its line: its comma, and a comment. Blanks without a comma
 * match in one way only, so that a long row of them is read once.
 */
const LINE_REST = /[ \t]*(?:,[ \t]*)?(?:\/\/[^\r\n]*)?(?=[\r\n])/y;
const TAIL_OF_LINE = /[ \t]*(?:\/\/[^\r\n]*)?(?:\r\n|\r|\n|$)/y;

/** Adds a field to an object, in the way that the object is laid out. `value` is JSON text. */
export function insertProperty(
  text: string,
  object: ObjectNode,
  key: string,
  value: string,
  position: "first" | "last",
): TextEdit[] {
  const property = `${JSON.stringify(key)}: ${value}`;
  const first = object.properties[0];
  const last = object.properties.at(-1);
  if (first === undefined || last === undefined) {
    return [insertIntoEmpty(text, object, property)];
  }
  const separator = separatorBefore(text, object, first);
  if (position === "first") {
    return [{ offset: first.offset, length: 0, text: `${property},${separator}` }];
  }
  const end = endOf(last);
  const comma = findComma(text, end);
  const rest = matchAt(LINE_REST, text, end) ?? "";
  if (separator === " " || rest.trim() === "" || (comma !== undefined && comma >= end + rest.length)) {
    return [{ offset: end, length: 0, text: `,${separator}${property}` }];
  }
  // A comment behind the last field stays with that field.
  const addition = { offset: end + rest.length, length: 0, text: `${separator}${property}` };
  return comma === undefined ? [{ offset: end, length: 0, text: "," }, addition] : [addition];
}

/** Removes one entry of an object or a list, with its comma, and with its line if it has one to itself. */
export function removeEntry(text: string, entries: readonly TextSpan[], index: number): TextEdit[] {
  const entry = entries[index]!;
  const end = endOf(entry);
  const comma = findComma(text, end);
  const previous = entries[index - 1];
  if (comma !== undefined) {
    return isBlank(text, end, comma)
      ? [removeWithLine(text, entry.offset, comma + 1)]
      : [removeSpan(entry.offset, end), removeSpan(comma, comma + 1)];
  }
  const before = previous === undefined ? undefined : findComma(text, endOf(previous));
  if (before === undefined) {
    return [removeWithLine(text, entry.offset, end)];
  }
  return isBlank(text, before + 1, entry.offset)
    ? [removeSpan(before, end)]
    : [removeSpan(before, before + 1), removeWithLine(text, entry.offset, end)];
}

/** Removes all entries from `index` on; there is at least one before it. */
export function removeEntriesFrom(entries: readonly TextSpan[], index: number): TextEdit[] {
  return [removeSpan(endOf(entries[index - 1]!), endOf(entries.at(-1)!))];
}

function endOf({ offset, length }: TextSpan): number {
  return offset + length;
}

function removeSpan(start: number, end: number): TextEdit {
  return { offset: start, length: end - start, text: "" };
}

function removeWithLine(text: string, start: number, end: number): TextEdit {
  const lineStart = startOfLine(text, start);
  const tail = matchAt(TAIL_OF_LINE, text, end);
  if (tail !== undefined && isBlank(text, lineStart, start)) {
    return removeSpan(lineStart, end + tail.length);
  }
  return removeSpan(start, end + (matchAt(/[ \t]*/y, text, end)?.length ?? 0));
}

function insertIntoEmpty(text: string, object: ObjectNode, property: string): TextEdit {
  const inside = text.slice(object.offset + 1, endOf(object) - 1);
  const offset = object.offset + 1;
  if (/[\r\n]/.test(inside)) {
    const indent = indentAt(text, object.offset);
    return {
      offset,
      length: 0,
      text: `${newlineOf(text)}${indent}${indent.includes("\t") ? "\t" : "  "}${property}`,
    };
  }
  return isBlank(inside, 0, inside.length)
    ? { offset, length: inside.length, text: ` ${property} ` }
    : { offset, length: 0, text: ` ${property}` };
}

/** What stands between two fields of the object: a line break and the indentation, or a space. */
function separatorBefore(text: string, object: ObjectNode, first: TextSpan): string {
  const onNewLine = /[\r\n]/.test(text.slice(object.offset, first.offset));
  return onNewLine ? `${newlineOf(text)}${indentAt(text, first.offset)}` : " ";
}

function indentAt(text: string, offset: number): string {
  return matchAt(/[ \t]*/y, text, startOfLine(text, offset)) ?? "";
}

function startOfLine(text: string, offset: number): number {
  return Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
}

function newlineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

function isBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === "";
}

function matchAt(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}
