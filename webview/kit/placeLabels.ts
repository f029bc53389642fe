/** A rectangle in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A label that belongs to a point. */
export interface PointLabel extends Place {
  readonly width: number;
  readonly height: number;
}

/** Directions in which a label may stand, the preferred first. */
const DIRECTIONS: readonly (readonly [dx: number, dy: number])[] = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [-1, -1],
  [1, 1],
  [-1, 1],
];

/** Distances from the point to the label, in pixels; the farther are taken where the nearer are full. */
const DISTANCES = [8, 16, 26];

/** No label reaches farther from its point. */
const REACH = 80;

/**
 * Finds a place for each label beside its point: inside the bounds, over no other label and none of the labeled
 * points, nearer to its own point than to any other, so that it is not taken for another's; of such places, one
 * that is near and covers few of the points drawn. Undefined if there is no such place: no label is better
 * than one that misleads.
 */
export function placeLabels(
  labels: readonly PointLabel[],
  bounds: Box,
  drawn: readonly Place[],
): readonly (Box | undefined)[] {
  const taken: Box[] = labels.map(({ x, y }) => ({ left: x - 5, top: y - 5, width: 10, height: 10 }));
  return labels.map((label) => {
    // Few of the points are near enough to be covered at all; there may be many of them.
    const near = drawn.filter(({ x, y }) => Math.abs(x - label.x) < REACH && Math.abs(y - label.y) < REACH);
    let best: Box | undefined;
    let lowest = Infinity;
    for (const box of listPlaces(label)) {
      const free =
        contains(bounds, box) &&
        !taken.some((other) => overlaps(box, other)) &&
        labels.every((other) => measureDistance(box, label) <= measureDistance(box, other));
      // Each pixel of distance weighs as much as a covered point.
      const cost = near.filter((point) => covers(box, point)).length + measureDistance(box, label);
      if (free && cost < lowest) {
        best = box;
        lowest = cost;
      }
    }
    if (best !== undefined) {
      taken.push(best);
    }
    return best;
  });
}

export function overlaps(a: Box, b: Box): boolean {
  return (
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + b.height &&
    b.top < a.top + a.height
  );
}

function covers(
  { left, top, width, height }: Box,
  { x, y }: { readonly x: number; readonly y: number },
): boolean {
  return x > left - 1 && x < left + width + 1 && y > top - 1 && y < top + height + 1;
}

/** Places beside a point, the preferred first. */
function listPlaces({ x, y, width, height }: PointLabel): readonly Box[] {
  return DISTANCES.flatMap((distance) =>
    DIRECTIONS.map(([dx, dy]) => ({
      left: x - width / 2 + dx * (width / 2 + distance),
      top: y - height / 2 + dy * (height / 2 + distance),
      width,
      height,
    })),
  );
}

/** From a point to the nearest side of a box. */
function measureDistance({ left, top, width, height }: Box, { x, y }: Place): number {
  return Math.hypot(Math.max(left - x, 0, x - left - width), Math.max(top - y, 0, y - top - height));
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.left >= outer.left &&
    inner.top >= outer.top &&
    inner.left + inner.width <= outer.left + outer.width &&
    inner.top + inner.height <= outer.top + outer.height
  );
}
