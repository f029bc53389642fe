/** One point of a line over epochs. A y of NaN is a gap: the line is broken there. */
export interface SeriesPoint {
  readonly x: number;
  readonly y: number;
}

/** The smallest and the largest finite y; undefined if there is none. */
export function findRange(lines: Iterable<readonly SeriesPoint[]>): readonly [number, number] | undefined {
  let min = Infinity;
  let max = -Infinity;
  for (const line of lines) {
    for (const { y } of line) {
      // Comparisons with NaN are false: a gap moves neither bound.
      if (y < min) {
        min = y;
      }
      if (y > max && y < Infinity) {
        max = y;
      }
    }
  }
  return min <= max ? [min, max] : undefined;
}

/** True where the line has a point at all. */
export function hasPoint(line: readonly SeriesPoint[]): boolean {
  return line.some(({ y }) => Number.isFinite(y));
}

/** The x of each gap's first point, where a mark can say that something is missing; none for an empty line. */
export function findGaps(line: readonly SeriesPoint[]): readonly number[] {
  return hasPoint(line)
    ? line
        .filter(({ y }, index) => !Number.isFinite(y) && (index === 0 || Number.isFinite(line[index - 1]!.y)))
        .map(({ x }) => x)
    : [];
}

/** True for a point without a neighbor: no line is drawn to it, so it must be seen by itself. */
export function isIsolated(line: readonly SeriesPoint[], index: number): boolean {
  const has = (other: number): boolean => Number.isFinite(line[other]?.y);
  return has(index) && !has(index - 1) && !has(index + 1);
}
