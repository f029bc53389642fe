import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { PROJECT_ROOT } from "./projectRoot";

export interface ProcessOptions {
  readonly cwd: string;
  readonly timeoutMs: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Copy the output to our own as it comes. */
  readonly show?: boolean;
  /** What the program itself starts ends with it, and all of that with us (see supervisor.mjs). */
  readonly wholeGroup?: boolean;
}

export interface ProcessEnd {
  /** Undefined if the process could not be started, was stopped by a signal or took too long. */
  readonly code: number | undefined;
  /** Standard output and standard error in the order in which they came. */
  readonly output: string;
}

const SUPERVISOR = join(PROJECT_ROOT, "scripts", "supervisor.mjs");

/** Runs a program to its end. A program that cannot be started or takes too long is an end like any other. */
export async function runProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions,
): Promise<ProcessEnd> {
  const wholeGroup = options.wholeGroup === true;
  const child = spawn(
    wholeGroup ? process.execPath : command,
    wholeGroup ? [SUPERVISOR, "-", command, ...args] : args,
    {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["pipe", "pipe", "pipe"],
      detached: wholeGroup,
      windowsHide: true,
    },
  );
  let output = "";
  const take = (text: string): void => {
    output += text;
    if (options.show === true) {
      process.stdout.write(text);
    }
  };
  child.stdout.setEncoding("utf8").on("data", take);
  child.stderr.setEncoding("utf8").on("data", take);
  child.on("error", (error) => {
    take(`${error.message}\n`);
  });
  child.stdin.on("error", () => undefined); // the program ended before its standard input did
  if (!wholeGroup) {
    child.stdin.end();
  }
  const tooLate = new AbortController();
  const timer = setTimeout(() => {
    tooLate.abort();
    take(`${command} was stopped: it may take ${options.timeoutMs / 1000} s.\n`);
    if (wholeGroup) {
      child.stdin.end();
    } else {
      child.kill("SIGKILL");
    }
  }, options.timeoutMs);
  const [code] = (await once(child, "close").catch(() => [null])) as [number | null];
  clearTimeout(timer);
  return { code: code === null || code < 0 || tooLate.signal.aborted ? undefined : code, output };
}
