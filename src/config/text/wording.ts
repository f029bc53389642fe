import type { ConfigPath } from "../../base/failure";
import { countOf, escapeInvisible, quote, shorten } from "../../base/text";
import type { TextSpan } from "./problem";
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
