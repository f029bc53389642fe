import type { Context } from "mocha";

/** Why tests were skipped, by the object that mocha has for each. */
export const skipReasons = new WeakMap<object, string>();

/** Skips the running test of the suite inside VS Code, with a reason that the report of `npm test` shows. */
export function skipBecause(context: Context, reason: string): never {
  if (context.test !== undefined) {
    skipReasons.set(context.test, reason);
  }
  return context.skip();
}
