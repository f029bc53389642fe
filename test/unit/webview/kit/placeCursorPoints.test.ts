import { expect, it } from "vitest";
import { placeCursorPoints } from "../../../../webview/kit/placeCursorPoints";

const EDGES = { left: 10, right: 110, top: 20, bottom: 220 };
const at = (x: number, y: number) => ({ x, y, color: "red", label: "T1" });
const place = ({ x, y }: { readonly x: number; readonly y: number }) => ({ px: x, py: y });

it("places what lies in the chart or on its edges as it is", () => {
  const placed = placeCursorPoints([at(50, 60), at(110.5, 19.5)], EDGES, true, place);
  expect(placed.map(({ px, py, isOutside, label }) => [px, py, isOutside, label])).toEqual([
    [50, 60, false, "T1"],
    [110.5, 19.5, false, "T1"],
  ]);
});

it("names on a rail what lies outside, with an arrow to where it lies, and leaves it out elsewhere", () => {
  const outside = [
    at(0, 60),
    at(200, 60),
    at(50, 0),
    at(50, 300),
    at(0, 0),
    at(200, 0),
    at(0, 300),
    at(200, 300),
  ];
  const placed = placeCursorPoints(outside, EDGES, true, place);
  expect(placed.map(({ label }) => label.charAt(0)).join("")).toBe("←→↑↓↖↗↙↘");
  expect(placed.every(({ isOutside }) => isOutside)).toBe(true);
  expect(placed.at(-1)).toMatchObject({ px: 110, py: 220 });
  expect(placeCursorPoints(outside, EDGES, false, place)).toEqual([]);
});
