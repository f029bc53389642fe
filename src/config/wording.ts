import type { ConfigPath } from "../failure";
import { countOf, escapeInvisible, quote, shorten } from "../text";
import type { TextSpan } from "./problem";
import type { ListRule, NumberRule, Rule } from "./rule";
import type { TreeNode } from "./tree";

/** The name of a field as people write it: training.epochs, network.hidden[1].units. */
export function fieldName(path: ConfigPath): string {
  if (path.length === 0) {
    return "The config";
  }
  return path.map(nameSegment).join("");
}

function nameSegment(segment: string | number, index: number): string {
  if (typeof segment === "number") {
    return `[${segment}]`;
  }
  const name = /^[$\w-]+$/.test(segment) ? shorten(segment) : quote(segment);
  return index === 0 ? name : `.${name}`;
}

/** What a text holds at one place, in words. */
export function describeFound(node: TreeNode, text: string): string {
  if (node.kind === "object") {
    return "an object";
  }
  if (node.kind === "list") {
    return `a list of ${countOf(node.items.length, "item")}`;
  }
  if (typeof node.value === "string") {
    return `the text ${quote(node.value)}`;
  }
  const infinite = typeof node.value === "number" && !Number.isFinite(node.value);
  return `${excerpt(text, node)}${infinite ? ", which is infinite" : ""}`;
}

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

/** Words in quotes as a sentence lists them: "a", "b" or "c". */
export function listWords(words: readonly string[]): string {
  const quoted = words.map(quote);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1) ?? ""}`;
}

/** A value as a config writes it, on one line. */
export function writeValue(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(writeValue).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).map(
      ([key, field]) => `${JSON.stringify(key)}: ${writeValue(field)}`,
    );
    return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
  }
  return JSON.stringify(value);
}

/** A piece of the text as it stands but on one line, safe to show. */
export function excerpt(text: string, { offset, length }: TextSpan): string {
  return escapeInvisible(shorten(text.slice(offset, offset + length).replace(/\s+/g, " ")));
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
