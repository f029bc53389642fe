import type { Box } from "./placeLabels";

/** A label of a line at a value of one axis: of y, and it runs across the chart; of x, and it stands upright. */
export interface LineLabel {
  readonly axis: "x" | "y";
  /** Where the line lies, in pixels. */
  readonly place: number;
  readonly width: number;
}

/** The part of the canvas that the lines cross. */
export type Area = Pick<Box, "left" | "top" | "width">;

/** Pixels between two labels of one row. */
export const LABEL_GAP = 12;

/**
 * Finds a place for the labels of lines, in the order given, none over another. A line across that has room
 * above it carries its label at its left end. All others are named above the chart, in the order of the lines
 * from the top, in as many rows as they need; an upright line's label ends where its line does, or begins at the canvas's left end.
 */
export function placeLineLabels(labels: readonly LineLabel[], area: Area, height: number): readonly Box[] {
  const places = new Map<LineLabel, Box>();
  const above: LineLabel[] = [];
  let previous = area.top;
  for (const label of labels.filter(({ axis }) => axis === "y").sort((a, b) => a.place - b.place)) {
    if (label.place - previous >= height) {
      places.set(label, { left: area.left + 3, top: label.place - height, width: label.width, height });
    } else {
      above.push(label);
    }
    previous = label.place;
  }
  above.push(...labels.filter(({ axis }) => axis === "x"));
  const rows: { readonly label: LineLabel; readonly left: number }[][] = [];
  let end = Infinity;
  for (const label of above) {
    const upright = label.axis === "x";
    // A line at the left end has its label to the right, where there is room for it.
    const left = upright ? Math.max(0, label.place - label.width) : end + LABEL_GAP;
    const fits = left >= end + LABEL_GAP && left + label.width <= area.left + area.width;
    if (!fits) {
      rows.push([]);
    }
    const own = fits || upright ? left : area.left;
    rows.at(-1)!.push({ label, left: own });
    end = own + label.width;
  }
  for (const [row, members] of rows.entries()) {
    for (const { label, left } of members) {
      places.set(label, { left, top: area.top - (rows.length - row) * height, width: label.width, height });
    }
  }
  return labels.map((label) => places.get(label)!);
}
