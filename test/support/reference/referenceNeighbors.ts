import type { Space } from "../../../src/information/estimators/ksg/pointSet";

/** What the slow references of the estimates by nearest neighbors have in common. */

/** ψ(n) in nats, summed anew each time. */
export function digamma(n: number): number {
  return Array.from({ length: n - 1 }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b, -0.5772156649015329);
}

/** The maximum norm of the difference of two rows, each coordinate in widths of the middle nine tenths of its values. */
export function distanceBetween(space: Space, one: number, other: number): number {
  const { values, columns } = space;
  const widths = widthsOf(space);
  const gaps = Array.from(
    { length: columns },
    (_, column) =>
      Math.abs(values[one * columns + column]! - values[other * columns + column]!) / widths[column]!,
  );
  return Math.max(...gaps);
}

const KNOWN = new WeakMap<Space, readonly number[]>();

function widthsOf(space: Space): readonly number[] {
  const widths =
    KNOWN.get(space) ?? Array.from({ length: space.columns }, (_, column) => widthOf(space, column));
  KNOWN.set(space, widths);
  return widths;
}

/** From the 5th to the 95th of a hundred values; from the first to the last where these two are one value. */
function widthOf({ values, columns }: Space, column: number): number {
  const sorted = [...values].filter((_, i) => i % columns === column).sort((a, b) => a - b);
  const beyond = Math.floor(0.05 * (sorted.length - 1));
  const inner = sorted.slice(beyond, sorted.length - beyond);
  const [low, high] = inner[0] === inner.at(-1) ? [sorted[0]!, sorted.at(-1)!] : [inner[0]!, inner.at(-1)!];
  const rounding = 4 * 2 ** (values instanceof Float32Array ? -23 : -52);
  return high === low ? 1 : Math.max(high - low, rounding * Math.max(Math.abs(low), Math.abs(high)));
}
