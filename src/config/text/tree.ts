import type { ConfigPath } from "../../base/failure";
import type { TextSpan } from "./problem";

export interface ObjectNode extends TextSpan {
  readonly kind: "object";
  readonly properties: readonly PropertyNode[];
}

export interface PropertyNode extends TextSpan {
  readonly key: string;
  readonly keySpan: TextSpan;
  readonly value: TreeNode;
}

export interface ListNode extends TextSpan {
  readonly kind: "list";
  readonly items: readonly TreeNode[];
}

export interface ScalarNode extends TextSpan {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
}

/** What a config's text says at one place. */
export type TreeNode = ObjectNode | ListNode | ScalarNode;

/** A text that is JSON, and what it says. */
export interface ConfigDocument {
  readonly text: string;
  readonly root: TreeNode;
}

/** A field of an object; where it is written more than once, the last one counts. */
export function findProperty(node: TreeNode, key: string): PropertyNode | undefined {
  return node.kind === "object" ? node.properties.findLast((property) => property.key === key) : undefined;
}

/** What stands at a path, where the text has it. */
export function findNode(root: TreeNode, path: ConfigPath): TreeNode | undefined {
  let node: TreeNode | undefined = root;
  for (const segment of path) {
    if (typeof segment === "string") {
      node = node === undefined ? undefined : findProperty(node, segment)?.value;
    } else {
      node = node?.kind === "list" ? node.items[segment] : undefined;
    }
  }
  return node;
}
