import type { LayerShape } from "./layerShape";

/** What a chart shows of the epoch that the reader looks at, in the units of its axes. */
export interface CursorMarks {
  /** A line across the chart at the epoch; left out if the axes are none of epochs. */
  readonly x?: number;
  readonly points: readonly CursorPoint[];
  /** Labels stand in a column at the right, each with a line to its point. */
  readonly hasRail: boolean;
}

export interface CursorPoint {
  readonly x: number;
  readonly y: number;
  readonly color: string;
  /** The y axis that it belongs to; the left one without a name. */
  readonly axis?: string;
  /** A dot if it is left out. */
  readonly shape?: LayerShape;
  readonly label: string;
  readonly spread?: CursorSpread;
}

/** What a point lies between, along both axes: an interval of each coordinate, or ±1 standard deviation of both. */
export interface CursorSpread {
  readonly kind: "cross" | "ellipse";
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}
