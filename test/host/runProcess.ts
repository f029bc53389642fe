import { spawn } from "node:child_process";
import { once } from "node:events";

export interface ProcessOptions {
  readonly cwd: string;
  readonly timeoutMs: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Copy the output to our own as it comes. */
  readonly show?: boolean;
}

export interface ProcessEnd {
  /** Undefined where the process could not be started or was stopped by a signal. */
  readonly code: number | undefined;
  /** Standard output and standard error in the order in which they came. */
  readonly output: string;
}

/** Runs a program to its end. A program that cannot be started or takes too long is an end like any other. */
export async function runProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions,
): Promise<ProcessEnd> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: options.timeoutMs,
    killSignal: "SIGKILL",
  });
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
  const [code, signal] = (await once(child, "close").catch(() => [null, null])) as [
    number | null,
    string | null,
  ];
  if (signal !== null) {
    take(`${command} was stopped by ${signal}; it may take ${options.timeoutMs / 1000} s\n`);
  }
  return { code: code !== null && code >= 0 ? code : undefined, output };
}
