/** The middle value, or the mean of the two middle ones; NaN of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Each value replaced by the middle one of itself and its two neighbors; the ends stay as they are. */
export function runningMedian(values: readonly number[]): readonly number[] {
  return values.map((value, index) =>
    index === 0 || index === values.length - 1 ? value : medianOf(values.slice(index - 1, index + 2)),
  );
}

/** -Infinity of none. */
export function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity);
}

/** Infinity of none. */
export function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity);
}
