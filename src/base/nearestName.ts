import { distance } from "fastest-levenshtein";

/** Longer words are no misspelling of anything. */
const COMPARED_MAX = 40;

/** The candidate that a misspelt word probably means: upper case and the joints of words do not count. */
export function nearestName(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > COMPARED_MAX) {
    return undefined;
  }
  const bare = bareName(word);
  let nearest: string | undefined;
  let smallest = Infinity;
  for (const candidate of candidates) {
    const target = bareName(candidate);
    const changes = distance(bare, target);
    if (changes <= toleratedChanges(Math.min(bare.length, target.length)) && changes < smallest) {
      nearest = candidate;
      smallest = changes;
    }
  }
  return nearest;
}

function bareName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}

/**
 * A swap of two letters is two changes; a word of three letters with two changes is another word, and so is a single
 * letter with one.
 */
function toleratedChanges(length: number): number {
  return length <= 1 ? 0 : length <= 3 ? 1 : Math.max(2, Math.floor(length * 0.35));
}
