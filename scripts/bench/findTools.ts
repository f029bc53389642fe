import { readFileSync } from "node:fs";
import { PROJECT_ROOT } from "../projectRoot";
import { runProcess } from "../runProcess";

/** A Python that has torch and numpy. */
export interface Python {
  readonly command: string;
  readonly version: string;
  readonly torch: string;
  readonly numpy: string;
}

export interface Compiler {
  readonly command: string;
  /** E.g. "gcc 12.2.0". */
  readonly version: string;
}

const TIMEOUT_MS = 60_000;
const PYTHON_QUESTION =
  "import sys, torch, numpy; print('found', sys.version.split()[0], torch.__version__, numpy.__version__)";

/** The Python of the environment variable IB_PYTHON or, where that is not set, the first that has both packages. */
export async function findPython(): Promise<Python | undefined> {
  const chosen = process.env["IB_PYTHON"];
  const commands = chosen === undefined ? ["python3", "/usr/bin/python3", "python"] : [chosen];
  for (const command of commands) {
    const output = await ask(command, ["-c", PYTHON_QUESTION]);
    const found = /^found (\S+) (\S+) (\S+)$/m.exec(output ?? "");
    if (found !== null) {
      const [, version, torch, numpy] = found as unknown as [string, string, string, string];
      return { command, version, torch, numpy };
    }
  }
  return undefined;
}

export async function findCompiler(): Promise<Compiler | undefined> {
  for (const command of ["cc", "gcc", "clang"]) {
    const output = await ask(command, ["--version"]);
    const number = /\d+\.\d+\.\d+/.exec(output ?? "")?.[0];
    if (output !== undefined && number !== undefined) {
      return { command, version: `${/clang/i.test(output) ? "clang" : "gcc"} ${number}` };
    }
  }
  return undefined;
}

/** Whether the processor has 256-bit vectors of whole numbers and floats. False where the system does not say. */
export function hasAvx2(): boolean {
  try {
    return /^flags\s*:.*\bavx2\b/m.test(readFileSync("/proc/cpuinfo", "utf8"));
  } catch {
    return false;
  }
}

async function ask(command: string, args: readonly string[]): Promise<string | undefined> {
  const { code, output } = await runProcess(command, args, { cwd: PROJECT_ROOT, timeoutMs: TIMEOUT_MS });
  return code === 0 ? output : undefined;
}
