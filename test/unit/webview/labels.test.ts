import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { overlaps, placeLabels, type Box } from "../../../webview/kit/placeLabels";
import { placeLineLabels, type LineLabel } from "../../../webview/kit/placeLineLabels";

const BOUNDS = { left: 40, top: 30, width: 400, height: 300 };

function countOverlaps(boxes: readonly Box[]): number {
  return boxes.flatMap((box, index) => boxes.slice(index + 1).filter((other) => overlaps(box, other))).length;
}

/** From a label to a point; of no label to any point, the same. */
function distanceTo(box: Box | undefined, { x, y }: { readonly x: number; readonly y: number }): number {
  if (box === undefined) {
    return 0;
  }
  const across = Math.max(box.left - x, 0, x - box.left - box.width);
  const down = Math.max(box.top - y, 0, y - box.top - box.height);
  return Math.hypot(across, down);
}

describe("labels of points", () => {
  const label = (x: number, y: number) => ({ x, y, width: 16, height: 13 });

  it("stand at the right of their points where there is room", () => {
    expect(placeLabels([label(100, 100)], BOUNDS, [])).toEqual([
      { left: 108, top: 93.5, width: 16, height: 13 },
    ]);
  });

  it("turn to the other side at the border", () => {
    const [box] = placeLabels([label(436, 100)], BOUNDS, []);
    expect(box!.left + box!.width).toBeLessThanOrEqual(436);
  });

  it("keep off what is drawn", () => {
    const line = Array.from({ length: 40 }, (_, index) => ({ x: 100 + index, y: 100 }));
    const [box] = placeLabels([label(100, 100)], BOUNDS, line);
    expect(
      line.slice(1).some(({ x, y }) => overlaps(box!, { left: x, top: y, width: 0.1, height: 0.1 })),
    ).toBe(false);
  });

  it("are left out where they would stand on another or nearer to another's point", () => {
    const row = [100, 104, 108, 112].map((x) => label(x, 100));
    const [first, second, third, last] = placeLabels(row, { ...BOUNDS, top: 90, height: 20 }, []);
    expect(first).toMatchObject({ left: 100 - 8 - 16 });
    expect(last).toMatchObject({ left: 112 + 8 });
    expect([second, third]).toEqual([undefined, undefined]);
  });

  it("wherever seven points lie, do not cover each other and are nearest to their own point", () => {
    const places = fc.array(fc.tuple(fc.integer({ min: 45, max: 430 }), fc.integer({ min: 35, max: 320 })), {
      minLength: 7,
      maxLength: 7,
    });
    fc.assert(
      fc.property(places, (points) => {
        const labels = points.map(([x, y]) => label(x, y));
        const boxes = placeLabels(labels, BOUNDS, []);
        expect(countOverlaps(boxes.filter((box) => box !== undefined))).toBe(0);
        for (const [index, box] of boxes.entries()) {
          const distances = labels.map((other) => distanceTo(box, other));
          expect(distances[index]).toBe(Math.min(...distances));
        }
      }),
    );
  });
});

describe("labels of lines", () => {
  const area = { left: 40, top: 30, width: 400 };
  const across = (place: number, width = 75): LineLabel => ({ axis: "y", place, width });
  const upright = (place: number, width = 75): LineLabel => ({ axis: "x", place, width });

  it("stand above the chart where the line is its edge, the upright one's at its end", () => {
    const [x, y] = placeLineLabels([upright(440), across(30)], area, 15);
    expect(y).toEqual({ left: 40, top: 15, width: 75, height: 15 });
    expect(x).toEqual({ left: 365, top: 15, width: 75, height: 15 });
  });

  it("stand beside each other where two lines lie close together", () => {
    const boxes = placeLineLabels([across(30), across(34), upright(440)], area, 15);
    expect(boxes.map(({ top }) => top)).toEqual([15, 15, 15]);
    expect(boxes.map(({ left }) => left)).toEqual([40, 127, 365]);
  });

  it("stand in rows of their own where the chart is narrow", () => {
    const boxes = placeLineLabels([upright(190), across(30), across(34)], { ...area, width: 150 }, 15);
    expect(boxes.map(({ top }) => top)).toEqual([15, -15, 0]);
    expect(countOverlaps(boxes)).toBe(0);
  });

  it("stand at their line where there is room above it", () => {
    const [, lower] = placeLineLabels([across(30), across(120)], area, 15);
    expect(lower).toEqual({ left: 43, top: 105, width: 75, height: 15 });
  });

  it("never cover each other", () => {
    const place = fc.integer({ min: 30, max: 330 });
    fc.assert(
      fc.property(place, place, fc.integer({ min: 100, max: 400 }), (first, second, width) => {
        const boxes = placeLineLabels(
          [across(first), across(second), upright(40 + width)],
          { ...area, width },
          15,
        );
        expect(countOverlaps(boxes)).toBe(0);
      }),
    );
  });
});
