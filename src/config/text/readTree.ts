import { parseTree, type Node, type ParseError } from "jsonc-parser";
import { CONFIG_BYTES_MAX, CONFIG_DEPTH_MAX } from "../../base/limits";
import type { Problem } from "./problem";
import { describeSyntaxErrors } from "./syntaxErrors";
import { SHORTEST_CONFIG } from "./sampleConfig";
import { measureDepth } from "./tokens";
import type { PropertyNode, ScalarNode, TreeNode } from "./tree";

/** The tree of a config's text, or why there is none. */
export type ReadTree =
  | { readonly root: TreeNode; readonly problems?: never }
  | { readonly root?: never; readonly problems: readonly Problem[] };

/** Reads JSON with comments and trailing commas; a byte order mark is passed over. */
export function readTree(text: string): ReadTree {
  // A mark that becomes a blank leaves every offset as it is.
  const source = text.startsWith("\ufeff") ? ` ${text.slice(1)}` : text;
  if (exceedsBytes(source, CONFIG_BYTES_MAX)) {
    return refuse(
      "config/too-large",
      `The config is larger than ${CONFIG_BYTES_MAX / 1024 / 1024} MiB, which is the most that is read.`,
    );
  }
  if (measureDepth(source) > CONFIG_DEPTH_MAX) {
    return refuse(
      "config/too-deep",
      `The config nests objects and lists more than ${CONFIG_DEPTH_MAX} deep, which is the most that is read.`,
    );
  }
  const errors: ParseError[] = [];
  const root = parseTree(source, errors, { allowTrailingComma: true, allowEmptyContent: true });
  if (errors.length > 0) {
    return { problems: describeSyntaxErrors(source, errors) };
  }
  return root === undefined ? { problems: [describeEmpty(source)] } : { root: readNode(root) };
}

function exceedsBytes(text: string, maximum: number): boolean {
  // A character takes at least one byte, so a text much too long is not even encoded.
  return text.length > maximum || new TextEncoder().encode(text).length > maximum;
}

function refuse(code: Problem["code"], message: string): ReadTree {
  return { problems: [{ code, severity: "error", message, path: [], offset: 0, length: 1, fixes: [] }] };
}

function describeEmpty(text: string): Problem {
  // What is there besides blanks are comments, and the last one may end with the text.
  const separator = text.trim() === "" || text.endsWith("\n") ? "" : "\n";
  const edit = { offset: text.length, length: 0, text: `${separator}${SHORTEST_CONFIG}\n` };
  return {
    code: "config/empty",
    severity: "error",
    message: `The config is empty; the shortest one is ${SHORTEST_CONFIG}.`,
    path: [],
    offset: 0,
    length: 0,
    fixes: [{ title: "Insert the shortest config", edits: [edit] }],
  };
}

function readNode(node: Node): TreeNode {
  const { type, offset, length, children = [] } = node;
  if (type === "object") {
    return { kind: "object", offset, length, properties: children.flatMap(readProperty) };
  }
  if (type === "array") {
    return { kind: "list", offset, length, items: children.map(readNode) };
  }
  return { kind: "scalar", offset, length, value: node.value as ScalarNode["value"] };
}

function readProperty({ offset, length, children = [] }: Node): PropertyNode[] {
  const [key, value] = children;
  // Both are there: without one of them the text has a syntax error.
  return key === undefined || value === undefined
    ? []
    : [
        {
          offset,
          length,
          key: String(key.value),
          keySpan: { offset: key.offset, length: key.length },
          value: readNode(value),
        },
      ];
}
