const QUOTED_CHARACTERS_MAX = 40;

/** Text from a file as a message shows it: in quotes, on one line, and never longer than a message can bear. */
export function quote(text: string): string {
  const shown = text.length > QUOTED_CHARACTERS_MAX ? `${text.slice(0, QUOTED_CHARACTERS_MAX)}…` : text;
  return JSON.stringify(shown);
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
