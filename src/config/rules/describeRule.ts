import { countOf, quote } from "../../base/text";
import { listWords } from "../text/wording";
import type { ListRule, NumberRule, Rule } from "./rule";

/** What a rule takes, in words that follow "it must be". */
export function describeRule(rule: Rule): string {
  switch (rule.kind) {
    case "object":
      return rule.required.size > 0
        ? `an object with ${listWords([...rule.required])}`
        : "an object in braces";
    case "choice":
      return `an object with ${quote(rule.key)}`;
    case "number":
      return `${rule.whole ? "a whole number" : "a number"}${describeBounds(rule)}`;
    case "text":
      return rule.minimumLength > 0 ? "a text that is not empty" : "a text";
    case "words":
      return rule.words.length > 2 ? `one of ${listWords(rule.words)}` : listWords(rule.words);
    case "switch":
      return "true or false";
    case "list":
      return `a list of ${describeLength(rule)}, each ${describeRule(rule.item)}`;
    case "tuple":
      return `a list of ${rule.items.length} numbers`;
    case "either":
      return rule.branches.map(describeRule).join(", or ");
  }
}

function describeBounds({ minimum, minimumExcluded, maximum }: NumberRule): string {
  if (!Number.isFinite(minimum) && !Number.isFinite(maximum)) {
    return "";
  }
  return minimumExcluded ? ` above ${minimum} and at most ${maximum}` : ` from ${minimum} to ${maximum}`;
}

function describeLength({ minimumItems, maximumItems }: ListRule): string {
  return Number.isFinite(maximumItems)
    ? `${minimumItems} to ${countOf(maximumItems, "item")}`
    : `${minimumItems} or more items`;
}
