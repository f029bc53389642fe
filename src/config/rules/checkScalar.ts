import { allowsNumber, nearestAllowed } from "./allowedNumber";
import { reportType, reportValue, type Place } from "./fieldProblems";
import { nearestName } from "../../base/nearestName";
import type { NumberRule, SwitchRule, TextRule, WordsRule } from "./rule";
import type { ScalarNode } from "../text/tree";
import { spelledNumber } from "./valueFixes";

/** The value of a number, a text, a word or a switch, or undefined if the rule does not take it. */
export function checkScalar(
  node: ScalarNode,
  rule: NumberRule | TextRule | WordsRule | SwitchRule,
  place: Place,
): string | number | boolean | undefined {
  const { value } = node;
  if (rule.kind === "switch" && typeof value === "boolean") {
    return value;
  }
  if (rule.kind === "number" && typeof value === "number") {
    return checkNumber(node, value, rule, place);
  }
  if (rule.kind === "text" && typeof value === "string") {
    return checkText(node, value, rule, place);
  }
  if (rule.kind === "words" && typeof value === "string") {
    return checkWord(node, value, rule, place);
  }
  reportType(node, place);
  return undefined;
}

function checkNumber(node: ScalarNode, value: number, rule: NumberRule, place: Place): number | undefined {
  if (allowsNumber(rule, value)) {
    // Minus zero is zero: nothing behind the config has to know that there are two.
    return value === 0 ? 0 : value;
  }
  const nearest = nearestAllowed(rule, value);
  reportValue("config/out-of-range", node, place, nearest === undefined ? [] : [nearest]);
  return undefined;
}

function checkText(node: ScalarNode, value: string, rule: TextRule, place: Place): string | undefined {
  if (value.length >= rule.minimumLength) {
    return value;
  }
  reportValue("config/missing", node, place, rule.examples?.slice(0, 1) ?? []);
  return undefined;
}

function checkWord(node: ScalarNode, value: string, rule: WordsRule, place: Place): string | undefined {
  if (rule.words.includes(value)) {
    return value;
  }
  const nearest = nearestName(value, rule.words);
  const meant = [...spelledNumber(value, place.rule), ...(nearest === undefined ? [] : [nearest])];
  reportValue("config/not-allowed", node, place, meant);
  return undefined;
}
