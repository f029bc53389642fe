import type { CurvePoint } from "./curvePoint";

/** A straight line that the true curve does not exceed: I(T;Y) ≤ offset + slope · I(X;T), in bits. */
export interface UpperLine {
  readonly slope: number;
  readonly offset: number;
}

/**
 * What a nearly smallest Lagrangian proves: where I(X;T) - β I(T;Y) can be no less than L, every pair has
 * I(T;Y) ≤ (I(X;T) - L) / β.
 */
export function upperLineOf({
  ixt,
  ity,
  beta,
  gap,
}: {
  readonly ixt: number;
  readonly ity: number;
  readonly beta: number;
  readonly gap: number;
}): UpperLine {
  return { slope: 1 / beta, offset: ity + (gap - ixt) / beta };
}

/**
 * The largest height, in bits, at which the true curve can lie above the chords between the points: the chords can
 * be achieved, and the lines cannot be exceeded. It holds all that can be wrong at once: solutions that have not
 * settled, the bend between points, inputs that were merged.
 *
 * @param points a concave curve, by I(X;T)
 */
export function largestHeightAbove(points: readonly CurvePoint[], lines: readonly UpperLine[]): number {
  // Between neighboring corners of the lines' lower envelope, and between points, the height is linear.
  const places = [...envelopeCorners(lines), ...points.map(({ ixt }) => ixt)];
  let largest = 0;
  for (const place of places) {
    if (place >= 0 && place <= points.at(-1)!.ixt) {
      const above = Math.min(...lines.map(({ slope, offset }) => offset + slope * place));
      largest = Math.max(largest, above - chordsAt(points, place));
    }
  }
  return largest;
}

/** Where the lowest of the lines changes. */
function envelopeCorners(lines: readonly UpperLine[]): number[] {
  const steepestFirst = lines.toSorted((a, b) => b.slope - a.slope || a.offset - b.offset);
  const envelope: UpperLine[] = [];
  for (const line of steepestFirst) {
    if (envelope.at(-1)?.slope === line.slope) {
      continue;
    }
    while (
      envelope.length >= 2 &&
      crossing(envelope.at(-1)!, line) <= crossing(envelope.at(-2)!, envelope.at(-1)!)
    ) {
      envelope.pop();
    }
    envelope.push(line);
  }
  return envelope.slice(1).map((line, i) => crossing(envelope[i]!, line));
}

function crossing(a: UpperLine, b: UpperLine): number {
  return (b.offset - a.offset) / (a.slope - b.slope);
}

/** The curve of straight pieces, at an I(X;T) between its ends. */
function chordsAt(points: readonly CurvePoint[], ixt: number): number {
  const right = points.findIndex((point) => point.ixt >= ixt);
  if (right <= 0) {
    return points[Math.max(0, right)]!.ity;
  }
  const { ixt: from, ity: low } = points[right - 1]!;
  const { ixt: to, ity: high } = points[right]!;
  return low + ((high - low) * (ixt - from)) / (to - from);
}
