import type { ConfigPath } from "../../base/failure";
import type { TextSpan } from "./problem";
import { findProperty, type TreeNode } from "./tree";

/**
 * Where a field stands: its value, or of an object its name, because nobody wants a whole section underlined. A
 * field that the text does not have stands at the name of the nearest enclosing one that it has, or else of
 * `data`, the one section that every config has, or else on the first line that is not blank.
 */
export function locateField(text: string, root: TreeNode | undefined, path: ConfigPath): TextSpan {
  let node = root;
  let nearest: TextSpan | undefined;
  for (const segment of path) {
    const property =
      typeof segment === "string" && node !== undefined ? findProperty(node, segment) : undefined;
    node = typeof segment === "number" && node?.kind === "list" ? node.items[segment] : property?.value;
    if (node === undefined) {
      return nearest ?? locateStart(text, root);
    }
    nearest = property?.keySpan ?? node;
  }
  if (node === undefined || node === root) {
    return locateStart(text, root);
  }
  return toSpan(node.kind === "object" ? (nearest ?? node) : node);
}

function locateStart(text: string, root: TreeNode | undefined): TextSpan {
  const data = root === undefined ? undefined : findProperty(root, "data");
  return data?.keySpan ?? firstLine(text);
}

function firstLine(text: string): TextSpan {
  const match = /\S[^\r\n]*/.exec(text);
  return match === null
    ? { offset: 0, length: 0 }
    : { offset: match.index, length: match[0].trimEnd().length };
}

function toSpan({ offset, length }: TextSpan): TextSpan {
  return { offset, length };
}
