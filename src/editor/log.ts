import * as vscode from "vscode";
import { failureFromThrown, type Failure } from "../base/failure";
import type { Disposable } from "../session/disposableStore";

/** Where things go that are for reading afterwards: stacks, the worker's words, what was dropped. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
  /** A failure with its detail, which is shown here and nowhere else. */
  failure(failure: Failure): void;
  /** Something was thrown that nobody expected. */
  thrown(what: string, thrown: unknown): void;
  /** Lets something go on by itself; where it fails, that is logged. */
  background(what: string, work: PromiseLike<unknown>): void;
}

export interface LogChannel extends Log, Disposable {
  show(): void;
}

/** The output channel "IB Analysis". */
export function createLog(): LogChannel {
  const channel = vscode.window.createOutputChannel("IB Analysis", { log: true });
  const thrown = (what: string, reason: unknown): void => {
    const { message, detail } = failureFromThrown(reason);
    channel.error(`${what}: ${message}${detail === undefined ? "" : `\n${detail}`}`);
  };
  const failure = ({ code, message, detail }: Failure): void => {
    channel.error(`${code}: ${message}${detail === undefined ? "" : `\n${detail}`}`);
  };
  return {
    info: (line) => {
      channel.info(line);
    },
    warn: (line) => {
      channel.warn(line);
    },
    failure,
    thrown,
    background: (what, work) => {
      work.then(undefined, (reason: unknown) => {
        thrown(what, reason);
      });
    },
    show: () => {
      channel.show();
    },
    dispose: () => {
      channel.dispose();
    },
  };
}
