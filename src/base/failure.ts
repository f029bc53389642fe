import { Stopped } from "./proceed";
import { boundMessage } from "./text";

/**
 * Every way in which a run, a config or a file can be wrong. The set is closed: views, exit codes and tests
 * switch over it, and a new failure is a new line here.
 */
export type FailureCode =
  | "config/syntax"
  | "config/empty"
  | "config/too-large"
  | "config/too-deep"
  | "config/unknown-key"
  | "config/duplicate-key"
  | "config/missing"
  | "config/wrong-type"
  | "config/not-allowed"
  | "config/out-of-range"
  | "config/inconsistent"
  | "data/file-missing"
  | "data/outside-workspace"
  | "data/not-a-file"
  | "data/unreadable"
  | "data/too-large"
  | "data/format"
  | "data/variable-missing"
  | "data/column-missing"
  | "data/shape"
  | "data/ragged-row"
  | "data/not-a-number"
  | "data/one-class"
  | "data/too-few-rows"
  | "training/backend"
  | "training/memory"
  | "run/untrusted"
  | "run/busy"
  | "run/no-config"
  | "run/file-unreadable"
  | "run/file-format"
  | "run/file-version"
  | "run/file-write"
  | "run/merge"
  | "run/resume"
  | "worker/crashed"
  | "worker/exited"
  | "worker/silent"
  | "worker/protocol"
  | "internal";

/** Where in the config a failure lies: object keys and array indices from the root. */
export type ConfigPath = readonly (string | number)[];

/**
 * One thing that is wrong. `message` is a whole sentence for a person: it names the field or the row, what was
 * found there and what would be right. `detail` (a stack, say) goes to the log only.
 */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  /** The config line that the failure speaks of, where there is one. */
  readonly path?: ConfigPath;
  readonly detail?: string;
}

/** A value, or the reason why there is none. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(
  code: FailureCode,
  message: string,
  extra: Pick<Failure, "path" | "detail"> = {},
): Extract<Result<never>, { readonly ok: false }> {
  return { ok: false, failure: { code, message: boundMessage(message), ...extra } };
}

/**
 * Turns whatever was thrown into a failure; the stack is kept for the log.
 * @throws {Stopped} if that is what was thrown: a stop is no failure
 */
export function failureFromThrown(thrown: unknown, code: FailureCode = "internal"): Failure {
  if (thrown instanceof Stopped) {
    throw thrown;
  }
  if (thrown instanceof Error) {
    const message = boundMessage(thrown.message);
    return { code, message, ...(thrown.stack === undefined ? {} : { detail: thrown.stack }) };
  }
  return { code, message: boundMessage(String(thrown)) };
}
