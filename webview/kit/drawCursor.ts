import type { Chart } from "chart.js";
import type { Annotations } from "./annotations";
import type { CursorMarks, CursorPoint } from "./cursorMarks";
import { outlineShape } from "./layerShape";
import { layOutRail, RAIL_GAP } from "./layOutRail";
import { placeCursorPoints, type PlacedPoint } from "./placeCursorPoints";

/** Letters, and the colors of letters and of the ground that they stand on. */
export type CursorStyle = Pick<Annotations, "fontFamily" | "fontSize" | "tagColor" | "haloColor">;

/** Of the marks at the cursor, in pixels. */
export const CURSOR_RADIUS = { dot: 2.75, shape: 6 } as const;

/** The line from a point to its name: of no layer's color and dotted, so that it is not taken for a layer's way. */
export const LEADER = { opacity: 0.6, dash: [1, 3] } as const;

/** Draws the marks of a cursor on a canvas over the chart, whose axes they are in. */
export function drawCursor(
  ctx: CanvasRenderingContext2D,
  chart: Chart<"line">,
  marks: CursorMarks,
  style: CursorStyle,
): void {
  const { left, right, top, bottom } = chart.chartArea;
  const place = (point: CursorPoint) => ({
    px: chart.scales["x"]!.getPixelForValue(point.x),
    py: chart.scales[point.axis ?? "y"]!.getPixelForValue(point.y),
  });
  if (marks.x !== undefined) {
    const px = chart.scales["x"]!.getPixelForValue(marks.x);
    if (px >= left - 1 && px <= right + 1) {
      strokePath(ctx, new Path2D(`M${px} ${top}V${bottom}`), style.tagColor, 1);
    }
  }
  const placed = placeCursorPoints(marks.points, chart.chartArea, marks.hasRail, place);
  const points = placed.filter(({ isOutside }) => !isOutside);
  for (const { spread, color } of points) {
    if (spread !== undefined) {
      drawSpread(ctx, chart, spread, color);
    }
  }
  if (marks.hasRail) {
    drawRail(ctx, placed, chart.chartArea, style);
  }
  for (const { px, py, shape, color } of points) {
    const path =
      shape === undefined
        ? new Path2D(
            `M${px - CURSOR_RADIUS.dot} ${py}a${CURSOR_RADIUS.dot} ${CURSOR_RADIUS.dot} 0 1 0 ${2 * CURSOR_RADIUS.dot} 0a${CURSOR_RADIUS.dot} ${CURSOR_RADIUS.dot} 0 1 0 ${-2 * CURSOR_RADIUS.dot} 0z`,
          )
        : new Path2D(outlineShape(shape, px, py, CURSOR_RADIUS.shape));
    ctx.fillStyle = color;
    ctx.fill(path);
    strokePath(ctx, path, shape === undefined ? style.haloColor : style.tagColor, 1);
  }
}

function strokePath(ctx: CanvasRenderingContext2D, path: Path2D, color: string, width: number): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.stroke(path);
}

function drawSpread(
  ctx: CanvasRenderingContext2D,
  { scales }: Chart<"line">,
  { kind, x, y }: NonNullable<CursorPoint["spread"]>,
  color: string,
): void {
  const [x0, x1] = [scales["x"]!.getPixelForValue(x[0]), scales["x"]!.getPixelForValue(x[1])];
  const [y0, y1] = [scales["y"]!.getPixelForValue(y[0]), scales["y"]!.getPixelForValue(y[1])];
  const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const path = new Path2D();
  if (kind === "ellipse") {
    path.ellipse(cx, cy, Math.abs(x1 - x0) / 2, Math.abs(y1 - y0) / 2, 0, 0, 2 * Math.PI);
    ctx.globalAlpha = 0.22;
    ctx.fillStyle = color;
    ctx.fill(path);
    ctx.globalAlpha = 1;
  } else {
    path.moveTo(x0, cy);
    path.lineTo(x1, cy);
    path.moveTo(cx, y0);
    path.lineTo(cx, y1);
  }
  strokePath(ctx, path, color, 1.25);
}

function drawRail(
  ctx: CanvasRenderingContext2D,
  points: readonly PlacedPoint[],
  area: Chart["chartArea"],
  { fontFamily, fontSize, tagColor, haloColor }: CursorStyle,
): void {
  const left = area.right + RAIL_GAP;
  ctx.font = `${fontSize}px ${fontFamily}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  for (const { px, py, color, label, isOutside, height: y } of layOutRail(points, left, area, fontSize)) {
    if (!isOutside) {
      ctx.globalAlpha = LEADER.opacity;
      ctx.setLineDash([...LEADER.dash]);
      strokePath(ctx, new Path2D(`M${px} ${py}L${left - 4} ${y}`), tagColor, 1);
      ctx.setLineDash([]);
      ctx.globalAlpha = 1;
    }
    ctx.fillStyle = color;
    ctx.fillRect(left - 3, y - fontSize / 2, 2.5, fontSize);
    ctx.lineJoin = "round";
    ctx.lineWidth = 3;
    ctx.strokeStyle = haloColor;
    ctx.strokeText(label, left + 3, y);
    ctx.fillStyle = tagColor;
    ctx.fillText(label, left + 3, y);
  }
}
