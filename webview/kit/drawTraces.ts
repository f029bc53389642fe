import type { Chart } from "chart.js";
import type { AnnotationTrace } from "./annotations";

/** Draws thin lines, cut off at the chart's edges; hundreds of them take a few milliseconds. */
export function drawTraces(
  { ctx, chartArea, scales }: Chart<"line">,
  traces: readonly AnnotationTrace[],
): void {
  if (traces.length === 0) {
    return;
  }
  const { x: xScale, y: yScale } = scales;
  ctx.save();
  ctx.beginPath();
  ctx.rect(chartArea.left - 2, chartArea.top - 2, chartArea.width + 4, chartArea.height + 4);
  ctx.clip();
  ctx.lineJoin = "round";
  for (const { points, color, width, dash = [] } of traces) {
    ctx.setLineDash([...dash]);
    ctx.beginPath();
    let isDown = false;
    for (const { x, y } of points) {
      if (!Number.isFinite(x) || !Number.isFinite(y)) {
        isDown = false;
        continue;
      }
      const px = xScale!.getPixelForValue(x);
      const py = yScale!.getPixelForValue(y);
      if (isDown) {
        ctx.lineTo(px, py);
      } else {
        ctx.moveTo(px, py);
      }
      isDown = true;
    }
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.stroke();
  }
  ctx.restore();
}
