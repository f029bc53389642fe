import { quote } from "../base/text";

/** The value of an option on the command line, or what is wrong with it. */
export type OptionValue<Value> = { readonly value: Value } | { readonly wrong: string };

interface NumberBounds {
  readonly whole?: boolean;
  readonly above?: number;
  readonly minimum?: number;
  readonly maximum: number;
}

/** A number within bounds. */
export function readNumber(option: string, text: string, bounds: NumberBounds): OptionValue<number> {
  const { whole = false, above, minimum, maximum } = bounds;
  const value = text.trim() === "" ? NaN : Number(text);
  const inside =
    Number.isFinite(value) &&
    (!whole || Number.isInteger(value)) &&
    (above === undefined || value > above) &&
    (minimum === undefined || value >= minimum) &&
    value <= maximum;
  if (inside) {
    return { value };
  }
  const from = above === undefined ? `from ${minimum ?? -maximum}` : `above ${above}`;
  return {
    wrong: `--${option} is "${text}"; it should be a ${whole ? "whole " : ""}number ${from} to ${maximum}.`,
  };
}

/** One of a few words. */
export function readWord<Word extends string>(
  option: string,
  text: string,
  words: readonly Word[],
): OptionValue<Word> {
  const word = words.find((each) => each === text);
  return word === undefined
    ? { wrong: `--${option} is "${text}"; it should be one of ${words.join(", ")}.` }
    : { value: word };
}

/** The path of a file to be written; the name of a folder, which ends in a slash, is none. */
export function readFileToWrite(option: string, text: string | undefined): OptionValue<string | undefined> {
  return text !== undefined && /(?:^|[\\/])$/.test(text)
    ? {
        wrong: `--${option} is ${quote(text)}, which names no file; write the path of a file, such as ${quote(`${text}run.ibrun`)}.`,
      }
    : { value: text };
}

/**
 * Joins an option to a value that begins with a minus, "--range -1,1", which the parser would take for another
 * option.
 */
export function joinNegativeValues(argv: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const token of argv) {
    const option = joined.at(-1);
    if (/^-[\d.]/.test(token) && option !== undefined && /^--[a-z-]+$/.test(option)) {
      joined[joined.length - 1] = `${option}=${token}`;
    } else {
      joined.push(token);
    }
  }
  return joined;
}
