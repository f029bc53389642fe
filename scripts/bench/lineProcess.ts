import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A program that answers every line on its standard input by a line of JSON, and stays for the next. */
export interface LineProcess {
  readonly ask: (line: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Starts such a program. What it says on standard error is in the error of a question that it did not answer. */
export function startLineProcess(command: string, args: readonly string[]): LineProcess {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
  const ended = once(child, "close").catch(() => undefined);
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  child.on("error", (error) => {
    complaints += error.message;
  });
  child.stdin.on("error", () => undefined); // said by the missing answer
  return {
    ask: async (line) => {
      child.stdin.write(`${line}\n`);
      const answer = await answers.next();
      if (answer.done === true) {
        throw new Error(`${command} ended without an answer to "${line}": ${complaints.trim()}`);
      }
      return JSON.parse(answer.value) as unknown;
    },
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
