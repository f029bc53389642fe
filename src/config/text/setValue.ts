import type { ConfigPath } from "../../base/failure";
import type { Fix } from "./problem";
import { insertProperty } from "./propertyEdits";
import { findNode, findProperty, type ConfigDocument } from "./tree";
import { fieldName, writeValue } from "./wording";

/**
 * Sets a field of a config, which is written anew or added with the sections around it. Undefined if the text has no
 * place for it: another kind of value stands where a section should be, or the field has this value already.
 */
export function setValue({ text, root }: ConfigDocument, path: ConfigPath, value: unknown): Fix | undefined {
  const title = `Set ${fieldName(path)} to ${writeValue(value)}`;
  for (let depth = 0; depth < path.length; depth++) {
    const section = findNode(root, path.slice(0, depth));
    const key = path[depth];
    if (section?.kind !== "object" || typeof key !== "string") {
      return undefined;
    }
    if (findProperty(section, key) === undefined) {
      const inner = path.slice(depth + 1).reduceRight((within, field) => ({ [field]: within }), value);
      return { title, edits: insertProperty(text, section, key, writeValue(inner), "last") };
    }
  }
  const node = findNode(root, path);
  if (node === undefined || text.slice(node.offset, node.offset + node.length) === writeValue(value)) {
    return undefined;
  }
  return { title, edits: [{ offset: node.offset, length: node.length, text: writeValue(value) }] };
}
