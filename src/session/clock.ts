/** Time, as code that waits sees it; tests put their own in its place. */
export interface Clock {
  /** Milliseconds that never go backwards. */
  now(): number;
  /** Calls back once after so many milliseconds; what it returns stops that. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
};
