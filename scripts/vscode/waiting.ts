import { setTimeout as sleep } from "node:timers/promises";

export interface WaitOptions {
  /** Completes the sentence "Waited 30 s for …". */
  readonly what: string;
  readonly timeoutMs: number;
  readonly intervalMs?: number;
  /** What to say besides, when the time is over: where the log is, what was seen instead. */
  readonly hint?: () => string | Promise<string>;
}

/** Thrown when something did not come about in time. */
export class WaitedTooLong extends Error {
  override readonly name = "WaitedTooLong";
}

async function waitedTooLong({ what, timeoutMs, hint }: WaitOptions): Promise<WaitedTooLong> {
  const more = hint === undefined ? "" : ` ${await hint()}`;
  return new WaitedTooLong(`Waited ${Math.round(timeoutMs / 100) / 10} s for ${what}.${more}`);
}

/**
 * Asks again and again until the probe gives something other than undefined. What the probe throws goes to the
 * caller at once.
 */
export async function waitUntil<T>(
  probe: () => T | undefined | Promise<T | undefined>,
  options: WaitOptions,
): Promise<T> {
  const deadline = Date.now() + options.timeoutMs;
  for (;;) {
    const value = await withTimeLimit(Promise.resolve(probe()), {
      ...options,
      timeoutMs: Math.max(deadline - Date.now(), 1),
    });
    if (value !== undefined) {
      return value;
    }
    if (Date.now() >= deadline) {
      throw await waitedTooLong(options);
    }
    await sleep(options.intervalMs ?? 50);
  }
}

/** The promise's own outcome, or a WaitedTooLong when it has none in time. */
export async function withTimeLimit<T>(promise: Promise<T>, options: WaitOptions): Promise<T> {
  const timer = new AbortController();
  const limit = sleep(options.timeoutMs, undefined, { signal: timer.signal }).then(async () => {
    throw await waitedTooLong(options);
  });
  // Aborting the timer rejects it; by then the race is decided and nobody looks at it any more.
  limit.catch(() => undefined);
  try {
    return await Promise.race([promise, limit]);
  } finally {
    timer.abort();
  }
}
