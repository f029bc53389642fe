/** Longest piece of a foreign text that a message repeats, in characters. */
const QUOTED_CHARACTERS_MAX = 40;

/** Longest message; VS Code cuts its notifications here too, and no sentence that helps is as long. */
export const MESSAGE_CHARACTERS_MAX = 1000;

/** Characters that are not seen, or that turn the text around them: a message shows them as escapes. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A foreign text in double quotes, safe to show: on one line, cut when it is long, nothing invisible in it. */
export function quote(text: string): string {
  return escapeInvisible(JSON.stringify(shorten(text)));
}

/** The beginning of a text that is too long to be repeated whole. */
export function shorten(text: string): string {
  return cut(text, QUOTED_CHARACTERS_MAX);
}

/**
 * A message that is safe to show whatever went into it: on one line, cut when it is long, nothing invisible in it.
 * Every failure and every problem passes it, so that one that forgot `quote` does no harm.
 */
export function boundMessage(message: string): string {
  return boundLines(message.slice(0, MESSAGE_CHARACTERS_MAX + 1).replace(/[\r\n]+/g, " "));
}

/** The same of a text that has lines of its own, e.g. a tooltip. */
export function boundLines(text: string): string {
  const lines = text.slice(0, MESSAGE_CHARACTERS_MAX + 1).split("\n");
  return cut(lines.map(escapeInvisible).join("\n"), MESSAGE_CHARACTERS_MAX);
}

function cut(text: string, most: number): string {
  // Half a surrogate pair is no character.
  return text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, "")}…` : text;
}

/** A text with its invisible characters written as escapes. */
export function escapeInvisible(text: string): string {
  return text.replace(
    INVISIBLE,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}

/** Names as a message lists them: the first `most` of them, and how many more there are. */
export function listSome(names: readonly string[], most: number): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(", ")} and ${more} more` : names.join(", ");
}

/** A number of things, e.g. "1 row" or "2 rows". */
export function countOf(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

/** A number with a fixed count of decimals; what rounds to 0 has no sign. */
export function writeFixed(value: number, decimals: number): string {
  return value.toFixed(decimals).replace(/^-(?=[0.]+$)/, "");
}
