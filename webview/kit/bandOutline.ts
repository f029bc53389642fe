import type { Box } from "./placeLabels";

export type Corner = readonly [x: number, y: number];

/**
 * The area that boxes sweep as one moves to the next, as polygons: the hull of each two neighbors, and a box
 * without neighbors by itself. All turn the same way, so that where they overlap, as they do where a line comes
 * back to where it was, the non-zero rule fills them as one area.
 */
export function outlineBand(boxes: readonly (Box | undefined)[]): readonly (readonly Corner[])[] {
  const polygons: (readonly Corner[])[] = [];
  for (const [index, box] of boxes.entries()) {
    const next = boxes[index + 1];
    if (box !== undefined && next !== undefined) {
      polygons.push(hull([...listCorners(box), ...listCorners(next)]));
    } else if (box !== undefined && boxes[index - 1] === undefined) {
      polygons.push(hull(listCorners(box)));
    }
  }
  return polygons;
}

function listCorners({ left, top, width, height }: Box): readonly Corner[] {
  return [
    [left, top],
    [left + width, top],
    [left, top + height],
    [left + width, top + height],
  ];
}

/** The convex hull by Andrew's monotone chain: first the one side from left to right, then the other back. */
function hull(corners: readonly Corner[]): readonly Corner[] {
  const sorted = corners.toSorted(([ax, ay], [bx, by]) => ax - bx || ay - by);
  return [...chain(sorted), ...chain(sorted.toReversed())];
}

/** Corners of one side, without its last, with which the other side begins. */
function chain(sorted: readonly Corner[]): readonly Corner[] {
  const side: Corner[] = [];
  for (const corner of sorted) {
    while (side.length > 1 && !turns(side.at(-2)!, side.at(-1)!, corner)) {
      side.pop();
    }
    side.push(corner);
  }
  return side.slice(0, -1);
}

function turns([ax, ay]: Corner, [bx, by]: Corner, [cx, cy]: Corner): boolean {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) > 0;
}
