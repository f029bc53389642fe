import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outlineBand, type Corner } from "../../../webview/kit/bandOutline";
import type { Box } from "../../../webview/kit/placeLabels";
import { wrapText } from "../../../webview/kit/wrapText";

const box = (left: number, top: number, width = 2, height = 2): Box => ({ left, top, width, height });

/** Twice the area with the sign of the direction in which the corners turn. */
function turn(corners: readonly Corner[]): number {
  return corners.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = corners[(index + 1) % corners.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
}

/** True where a point lies in a convex polygon or on its edge. */
function holds(corners: readonly Corner[], [x, y]: Corner): boolean {
  return corners.every(([ax, ay], index) => {
    const [bx, by] = corners[(index + 1) % corners.length]!;
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= -1e-9;
  });
}

describe("a band", () => {
  it("covers what a box sweeps on its way to the next, also along its own diagonal", () => {
    const [polygon, ...more] = outlineBand([box(0, 0), box(10, 10)]);
    expect(more).toEqual([]);
    expect(turn(polygon!) / 2).toBe(4 + 2 * 20);
    expect(holds(polygon!, [6, 6])).toBe(true);
    expect(holds(polygon!, [2, 10])).toBe(false);
  });

  it("is broken where a point has no interval, and shows one without neighbors by itself", () => {
    const outline = outlineBand([
      box(0, 0),
      box(1, 0),
      undefined,
      box(5, 5),
      undefined,
      box(9, 9),
      box(9, 8),
    ]);
    expect(outline.map((polygon) => turn(polygon) / 2)).toEqual([6, 4, 6]);
    expect(outlineBand([undefined, undefined])).toEqual([]);
  });

  it("turns one way all along and holds every box, wherever they lie", () => {
    const boxes = fc.array(
      fc
        .tuple(...([-50, -50, 1, 1] as const).map((min) => fc.integer({ min, max: 50 })))
        .map(([left = 0, top = 0, width, height]) => box(left, top, width, height)),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(boxes, (all) => {
        const polygons = outlineBand(all);
        expect(polygons.every((polygon) => turn(polygon) > 0)).toBe(true);
        for (const [index, { left, top, width, height }] of all.entries()) {
          const polygon = polygons[Math.min(index, polygons.length - 1)]!;
          expect(holds(polygon, [left, top]) && holds(polygon, [left + width, top + height])).toBe(true);
        }
      }),
    );
  });

  it("of no width is a line", () => {
    const [polygon] = outlineBand([box(0, 0, 0, 0), box(4, 4, 0, 0)]);
    expect(polygon).toEqual([
      [0, 0],
      [4, 4],
    ]);
  });
});

describe("lines of text", () => {
  it.each([
    ["one two three", 7, ["one two", "three"]],
    ["one two three", 99, ["one two three"]],
    ["a longword b", 3, ["a", "longword", "b"]],
    ["", 5, [""]],
  ])("of %j with %d letters at most", (text, letters, lines) => {
    expect(wrapText(text, letters)).toEqual(lines);
  });
});
