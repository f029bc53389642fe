import type { ArrayReader } from "../../../src/cli/npyFiles";
import type { NamedArray, NumericArray } from "../../../src/data/numpy/npyArray";
import { fail, succeed, type Result } from "../../../src/base/failure";

export interface Finished {
  readonly code: number;
  readonly out: string;
  readonly messages: string;
}

interface Environment extends ArrayReader {
  readonly memoryLimitMebibytes: number;
  readonly out: { write(text: string): unknown };
  readonly messages: { write(text: string): unknown };
}

/** Runs a command of the command line on arrays by name, and keeps what it says. */
export async function runOnArrays(
  files: Readonly<Record<string, NumericArray | NamedArray>>,
  run: (environment: Environment) => Promise<number>,
  options: { readonly memoryLimitMebibytes?: number } = {},
): Promise<Finished> {
  const read = (path: string): Result<NumericArray | NamedArray> => {
    const found = files[path];
    return found === undefined ? fail("data/unreadable", `${path} cannot be read.`) : succeed(found);
  };
  let out = "";
  let messages = "";
  const code = await run({
    memoryLimitMebibytes: options.memoryLimitMebibytes ?? 1024,
    readArray: (path) => {
      const found = read(path);
      return Promise.resolve(
        found.ok && found.value.kind === "named"
          ? fail("data/format", `${path}: texts.`)
          : (found as Result<NumericArray>),
      );
    },
    readLabelArray: (path) => Promise.resolve(read(path)),
    out: { write: (text) => (out += text) },
    messages: { write: (text) => (messages += text) },
  });
  return { code, out, messages };
}
