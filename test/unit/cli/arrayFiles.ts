import type { NumericArray } from "../../../src/data/npyArray";
import { fail, succeed, type Result } from "../../../src/failure";

export interface Finished {
  readonly code: number;
  readonly out: string;
  readonly messages: string;
}

interface Environment {
  readonly readArray: (path: string) => Promise<Result<NumericArray>>;
  readonly out: { write(text: string): unknown };
  readonly messages: { write(text: string): unknown };
}

/** Runs a command of the command line on arrays by name, and keeps what it says. */
export async function runOnArrays(
  files: Readonly<Record<string, NumericArray>>,
  run: (environment: Environment) => Promise<number>,
): Promise<Finished> {
  let out = "";
  let messages = "";
  const code = await run({
    readArray: (path) => {
      const found = files[path];
      return Promise.resolve(
        found === undefined ? fail("data/unreadable", `${path} cannot be read.`) : succeed(found),
      );
    },
    out: { write: (text) => (out += text) },
    messages: { write: (text) => (messages += text) },
  });
  return { code, out, messages };
}
