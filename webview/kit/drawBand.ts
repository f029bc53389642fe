import type { Chart } from "chart.js";
import type { AnnotationBand, BandPoint } from "./annotations";
import { outlineBand } from "./bandOutline";
import type { Box } from "./placeLabels";

/** Share of the background that is covered where bands are not hatched. */
const OPACITY = 0.2;

/** Pixels between the lines of a hatching. */
const HATCH = 7;

/** Fills the area of a band, cut off at the chart's edges. */
export function drawBand(chart: Chart<"line">, { points, color, hatch }: AnnotationBand): void {
  const { ctx, chartArea, scales } = chart;
  const boxes = points.map((point) => (point === undefined ? undefined : toBox(scales, point)));
  // Areas are closed by being filled; thousands of closePath would take as long as all the rest.
  const area = new Path2D();
  for (const polygon of outlineBand(boxes)) {
    for (const [index, [x, y]] of polygon.entries()) {
      if (index === 0) {
        area.moveTo(x, y);
      } else {
        area.lineTo(x, y);
      }
    }
  }
  ctx.save();
  ctx.beginPath();
  ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
  ctx.clip();
  if (hatch === undefined) {
    ctx.globalAlpha = OPACITY;
    ctx.fillStyle = color;
    ctx.fill(area);
  } else {
    ctx.clip(area);
    drawHatching(ctx, chartArea, hatch === "rising" ? -1 : 1, color);
  }
  ctx.restore();
}

function toBox(scales: Chart<"line">["scales"], { x, y }: BandPoint): Box {
  const left = scales["x"]!.getPixelForValue(x[0]);
  const top = scales["y"]!.getPixelForValue(y[1]);
  return {
    left,
    top,
    width: scales["x"]!.getPixelForValue(x[1]) - left,
    height: scales["y"]!.getPixelForValue(y[0]) - top,
  };
}

function drawHatching(
  ctx: CanvasRenderingContext2D,
  { left, top, width, height }: Box,
  slope: 1 | -1,
  color: string,
): void {
  ctx.beginPath();
  for (let start = left - height; start < left + width; start += HATCH) {
    ctx.moveTo(start, slope > 0 ? top : top + height);
    ctx.lineTo(start + height, slope > 0 ? top + height : top);
  }
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  ctx.stroke();
}
