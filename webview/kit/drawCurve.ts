import type { Chart } from "chart.js";
import type { AnnotationCurve } from "./annotations";

/** Draws a curve, cut off at the chart's edges, and shades what lies above it. */
export function drawCurve(
  { ctx, chartArea, scales }: Chart<"line">,
  { points, color, width, dash, shade }: AnnotationCurve,
): void {
  const places = points.map(
    ({ x, y }) => [scales["x"]!.getPixelForValue(x), scales["y"]!.getPixelForValue(y)] as const,
  );
  ctx.save();
  ctx.beginPath();
  ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
  ctx.clip();
  ctx.beginPath();
  for (const place of places) {
    ctx.lineTo(...place);
  }
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.setLineDash([...dash]);
  ctx.stroke();
  if (shade !== undefined) {
    ctx.lineTo(places.at(-1)?.[0] ?? 0, chartArea.top);
    ctx.lineTo(places[0]?.[0] ?? 0, chartArea.top);
    ctx.fillStyle = shade;
    ctx.fill();
  }
  ctx.restore();
}
