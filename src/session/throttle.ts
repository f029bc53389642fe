import type { Clock } from "./clock";
import type { Disposable } from "./disposableStore";

/** Does a thing at most once an interval, however often it is asked for; the last asking is never lost. */
export interface Throttle extends Disposable {
  request(): void;
}

export function throttle(action: () => void, milliseconds: number, clock: Clock): Throttle {
  let lastAt = -Infinity;
  let stopTimer: (() => void) | undefined;
  let disposed = false;
  const act = (): void => {
    stopTimer = undefined;
    lastAt = clock.now();
    action();
  };
  return {
    request: () => {
      if (disposed || stopTimer !== undefined) {
        return;
      }
      const wait = lastAt + milliseconds - clock.now();
      if (wait <= 0) {
        act();
      } else {
        stopTimer = clock.after(wait, act);
      }
    },
    dispose: () => {
      disposed = true;
      stopTimer?.();
      stopTimer = undefined;
    },
  };
}
