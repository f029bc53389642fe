import type { Chart, ChartArea, Plugin } from "chart.js";
import {
  DOT_OPACITY,
  LABEL_ROW_HEIGHT,
  type AnnotationLine,
  type Annotations,
  type AnnotationSign,
} from "./annotations";
import { drawBand } from "./drawBand";
import { drawCurve } from "./drawCurve";
import { drawTraces } from "./drawTraces";
import { placeLabels, type Box } from "./placeLabels";
import { placeLineLabels } from "./placeLineLabels";

/** Pixels kept free on both sides of a tag, so that two side by side are two words. */
const TAG_PADDING = 2;

/**
 * Draws the annotations that `read` gives at the time of drawing. Bands, curves and lines lie below the data; the
 * labels of lines, signs and tags lie above it.
 */
export function createAnnotationPlugin(read: () => Annotations | undefined): Plugin<"line"> {
  return {
    id: "annotations",
    beforeDatasetsDraw: (chart) => {
      const { traces = [], bands = [], curves = [], lines = [] } = read() ?? {};
      drawTraces(chart, traces);
      for (const band of bands) {
        drawBand(chart, band);
      }
      for (const curve of curves) {
        drawCurve(chart, curve);
      }
      for (const line of lines.filter(({ axis, value }) => isOn(chart, axis, value))) {
        drawLine(chart, line);
      }
    },
    afterDatasetsDraw: (chart) => {
      const annotations = read();
      if (annotations !== undefined) {
        chart.ctx.save();
        chart.ctx.font = `${annotations.fontSize}px ${annotations.fontFamily}`;
        drawDots(chart, annotations);
        drawLineLabels(chart, annotations);
        for (const sign of annotations.signs.filter(
          ({ x, y }) => isOn(chart, "x", x) && isOn(chart, "y", y),
        )) {
          drawSign(chart, sign);
        }
        drawTags(chart, annotations);
        chart.ctx.restore();
      }
    },
  };
}

/** False for what lies outside of the part of an axis that is looked at. */
function isOn(chart: Chart<"line">, axis: string, value: number | string): boolean {
  const { min, max } = chart.scales[axis]!;
  const margin = (max - min) * 1e-9;
  return typeof value === "string" || (value >= min - margin && value <= max + margin);
}

function drawDots(chart: Chart<"line">, { dots = [] }: Annotations): void {
  const { ctx, scales } = chart;
  ctx.globalAlpha = DOT_OPACITY;
  for (const { x, y, color, radius } of dots.filter(
    (dot) => isOn(chart, "x", dot.x) && isOn(chart, "y", dot.y),
  )) {
    ctx.beginPath();
    ctx.arc(scales["x"]!.getPixelForValue(x), scales["y"]!.getPixelForValue(y), radius, 0, 2 * Math.PI);
    ctx.fillStyle = color;
    ctx.fill();
  }
  ctx.globalAlpha = 1;
}

function drawLine({ ctx, chartArea, scales }: Chart<"line">, { axis, value, color }: AnnotationLine): void {
  const place = scales[axis]!.getPixelForValue(value);
  const { left, right, top, bottom } = chartArea;
  ctx.save();
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 3]);
  ctx.beginPath();
  ctx.moveTo(axis === "x" ? place : left, axis === "x" ? top : place);
  ctx.lineTo(axis === "x" ? place : right, axis === "x" ? bottom : place);
  ctx.stroke();
  ctx.restore();
}

function drawLineLabels(chart: Chart<"line">, annotations: Annotations): void {
  const { ctx, chartArea, scales } = chart;
  const labeled = annotations.lines.filter(
    ({ label, axis, value }) => label !== undefined && isOn(chart, axis, value),
  );
  const labels = labeled.map(({ axis, value, label = "" }) => ({
    axis,
    place: scales[axis]!.getPixelForValue(value),
    width: ctx.measureText(label).width,
  }));
  const places = placeLineLabels(labels, chartArea, annotations.fontSize * LABEL_ROW_HEIGHT);
  for (const [index, box] of places.entries()) {
    drawText(ctx, annotations, annotations.textColor, labeled[index]!.label ?? "", box);
  }
}

function drawSign({ ctx, chartArea, scales }: Chart<"line">, { x, y, sign, color }: AnnotationSign): void {
  const px = scales["x"]!.getPixelForValue(x);
  const py = findHeight(chartArea, (value) => scales["y"]!.getPixelForValue(value), y);
  ctx.beginPath();
  if (sign === "cross") {
    ctx.moveTo(px - 4, py - 4);
    ctx.lineTo(px + 4, py + 4);
    ctx.moveTo(px + 4, py - 4);
    ctx.lineTo(px - 4, py + 4);
    ctx.strokeStyle = color;
    ctx.lineWidth = 1.5;
    ctx.stroke();
  } else {
    ctx.moveTo(px - 4, py);
    ctx.lineTo(px + 4, py);
    ctx.lineTo(px, py + 7);
    ctx.closePath();
    ctx.fillStyle = color;
    ctx.fill();
  }
}

function findHeight(area: ChartArea, toPixel: (value: number) => number, y: AnnotationSign["y"]): number {
  switch (y) {
    case "top":
      return area.top;
    case "bottom":
      return area.bottom - 6;
    default:
      return toPixel(y);
  }
}

function drawTags(chart: Chart<"line">, annotations: Annotations): void {
  const { ctx, chartArea, scales } = chart;
  const labels = annotations.tags.map(({ x, y, text }) => ({
    x: scales["x"]!.getPixelForValue(x),
    y: scales["y"]!.getPixelForValue(y),
    width: ctx.measureText(text).width + 2 * TAG_PADDING,
    height: annotations.fontSize + 2,
  }));
  const curves = (annotations.curves ?? []).flatMap(({ points }) =>
    points.map(({ x, y }) => ({
      x: scales["x"]!.getPixelForValue(x),
      y: scales["y"]!.getPixelForValue(y),
    })),
  );
  const drawn = [...chart.getSortedVisibleDatasetMetas().flatMap(({ data }) => data), ...curves];
  const bounds = { ...chartArea, width: chart.width - chartArea.left };
  for (const [index, box] of placeLabels(labels, bounds, drawn).entries()) {
    if (box !== undefined) {
      const inner = { ...box, left: box.left + TAG_PADDING };
      drawText(ctx, annotations, annotations.tagColor, annotations.tags[index]!.text, inner);
    }
  }
}

function drawText(
  ctx: CanvasRenderingContext2D,
  { haloColor }: Annotations,
  color: string,
  label: string,
  { left, top, height }: Box,
): void {
  const y = top + height / 2;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3;
  ctx.strokeStyle = haloColor;
  ctx.strokeText(label, left, y);
  ctx.fillStyle = color;
  ctx.fillText(label, left, y);
}
