import { listSome, quote } from "../../base/text";

const ALIKE_LISTED_MAX = 3;

/** A sentence for the log when names of classes differ only by case or blanks, as those of one class would; else none. */
export function describeAlike(names: readonly string[]): string[] {
  const firsts = new Map<string, string>();
  const pairs: string[] = [];
  for (const name of names) {
    const folded = name.toLowerCase().replace(/\s+/gu, "");
    const first = firsts.get(folded);
    if (first === undefined) {
      firsts.set(folded, name);
    } else {
      pairs.push(`${quote(first)} and ${quote(name)}`);
    }
  }
  return pairs.length === 0
    ? []
    : [
        `Class names that differ only by case or blanks are different classes: ${listSome(pairs, ALIKE_LISTED_MAX)}; if they are one, write them alike in the file.`,
      ];
}
