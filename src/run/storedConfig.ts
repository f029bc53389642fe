import type * as z from "zod";
import { configSchema, type Config } from "../config/schema/configSchema";

/**
 * A config as a run file has it, which another version may have written: fields that this version does not know are
 * left out, and those that it has more take their defaults. Undefined when it is not understood even so.
 */
export function readStoredConfig(written: unknown): Config | undefined {
  const parsed = configSchema.safeParse(written);
  if (parsed.success) {
    return parsed.data;
  }
  const config = structuredClone(written);
  const removed = unknownFields(parsed.error.issues, []).filter((path) => removeField(config, path));
  const again = removed.length === 0 ? undefined : configSchema.safeParse(config);
  return again?.data;
}

/** Where the fields are that nothing but their names is wrong with. */
function unknownFields(
  issues: readonly z.core.$ZodIssue[],
  base: readonly PropertyKey[],
): readonly (readonly PropertyKey[])[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => [...path, key]);
    }
    if (issue.code === "invalid_union") {
      const fitting = issue.errors.find((branch) => branch.every(({ code }) => code === "unrecognized_keys"));
      return fitting === undefined ? [] : unknownFields(fitting, path);
    }
    return [];
  });
}

function removeField(root: unknown, path: readonly PropertyKey[]): boolean {
  let parent = root;
  for (const key of path.slice(0, -1)) {
    parent =
      typeof parent === "object" && parent !== null ? (Reflect.get(parent, key) as unknown) : undefined;
  }
  return typeof parent === "object" && parent !== null && Reflect.deleteProperty(parent, path.at(-1)!);
}
