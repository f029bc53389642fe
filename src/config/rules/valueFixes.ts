import { allowsNumber } from "./allowedNumber";
import type { Fix, TextSpan } from "../text/problem";
import type { NumberRule, Rule } from "./rule";
import { writeValue } from "../text/wording";

/** Fixes that put another value in the place of a wrong one: those that are near to it, then the default. */
export function proposeValues(place: TextSpan, rule: Rule, near: readonly unknown[]): Fix[] {
  const fixBy = (text: string, title: string): Fix => ({
    title,
    edits: [{ offset: place.offset, length: place.length, text }],
  });
  const texts = [...new Set(near.map(writeValue))];
  const standard = writeValue(rule.default ?? null);
  return [
    ...texts.map((text) => fixBy(text, `Change to ${text}`)),
    ...(rule.default === undefined || texts.includes(standard)
      ? []
      : [fixBy(standard, `Use the default, ${standard}`)]),
  ];
}

/** The number that a text such as "100" spells, where the field takes that number. */
export function spelledNumber(value: string, rule: Rule): number[] {
  const number = value.trim() === "" ? NaN : Number(value);
  return numberRules(rule).some((candidate) => allowsNumber(candidate, number)) ? [number] : [];
}

function numberRules(rule: Rule): NumberRule[] {
  if (rule.kind === "either") {
    return rule.branches.flatMap(numberRules);
  }
  return rule.kind === "number" ? [rule] : [];
}

/** A value to begin with where a field has to be added. */
export function sampleValue(rule: Rule): unknown {
  const noted = rule.default ?? rule.examples?.[0];
  if (noted !== undefined) {
    return noted;
  }
  switch (rule.kind) {
    case "words":
      return rule.words[0];
    case "choice":
      return { [rule.key]: rule.keyRule.words[0] };
    case "number":
      return rule.minimum;
    case "switch":
      return false;
    case "text":
      return "…";
    case "object":
      return {};
    case "list":
      return [sampleValue(rule.item)];
    case "tuple":
      return rule.items.map(sampleValue);
    case "either":
      return sampleValue(rule.branches[0]!);
  }
}
