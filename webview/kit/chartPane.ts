import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from "chart.js";
import type { DrawnChart } from "./drawnChart";
import { createAnnotationPlugin } from "./annotationPlugin";
import type { Annotations } from "./annotations";
import type { ChartSpec } from "./chartSpec";
import type { CursorMarks } from "./cursorMarks";
import { drawCursor } from "./drawCursor";
import { showWindow, type ZoomWindow } from "./zoomWindow";

Chart.register(LinearScale, LineController, LineElement, LogarithmicScale, PointElement, Tooltip);

/** Of a chart, in whole CSS pixels. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/**
 * A canvas and the chart on it, and a second canvas over it for what follows the cursor: moving that draws a few marks
 * and not the chart.
 */
export class ChartPane {
  private chart: Chart<"line"> | undefined;
  private annotations: Annotations | undefined;
  private cursor: CursorMarks | undefined;
  private draws = 0;
  private hasRoomMade = false;
  private readonly canvas: HTMLCanvasElement;
  private readonly overlay: HTMLCanvasElement;

  constructor(canvas: HTMLCanvasElement, overlay: HTMLCanvasElement) {
    this.canvas = canvas;
    this.overlay = overlay;
  }

  /**
   * Draws the chart in place of the one before.
   * @param window the part of its axes that is shown; all of it if it is left out
   */
  draw({ data, options, annotations }: ChartSpec, size: ChartSize, window?: ZoomWindow): void {
    showWindow(options, window);
    this.annotations = annotations;
    this.draws++;
    if (this.chart === undefined) {
      // What Chart.js takes for the size of the page's pixels, and multiplies by their ratio.
      Object.assign(this.canvas, size);
      this.canvas.removeAttribute("style");
      this.chart = new Chart(this.canvas, {
        type: "line",
        data,
        options,
        plugins: [
          createAnnotationPlugin(() => this.annotations),
          {
            id: "cursor",
            afterLayout: () => {
              this.drawOverlay();
            },
            afterDraw: () => {
              this.makeRoomForTooltip();
            },
          },
        ],
      });
    } else {
      this.chart.data = data;
      this.chart.options = options;
      if (!this.hasSize(size)) {
        this.chart.resize(size.width, size.height);
      }
      this.chart.update("none");
    }
    this.drawOverlay();
  }

  /** Draws the marks of the cursor in place of those before; none if they are left out. */
  drawCursor(cursor: CursorMarks | undefined): void {
    this.cursor = cursor;
    this.drawOverlay();
  }

  /** The value of the x axis under a place on the page; undefined if nothing is drawn. */
  readX(clientX: number): number | undefined {
    const scale = this.chart?.scales["x"];
    return scale === undefined
      ? undefined
      : Math.min(
          scale.max,
          Math.max(
            scale.min,
            scale.getValueForPixel(clientX - this.canvas.getBoundingClientRect().left) ?? 0,
          ),
        );
  }

  /** What the axes show; undefined if nothing is drawn. */
  readWindow(): ZoomWindow | undefined {
    const { x, y } = this.chart?.scales ?? {};
    return x === undefined || y === undefined ? undefined : { x: [x.min, x.max], y: [y.min, y.max] };
  }

  /** The point under a place on the page; undefined if nothing is drawn. */
  readPoint(clientX: number, clientY: number): { readonly x: number; readonly y: number } | undefined {
    const { x, y } = this.chart?.scales ?? {};
    const { left, top } = this.canvas.getBoundingClientRect();
    return x === undefined || y === undefined
      ? undefined
      : { x: x.getValueForPixel(clientX - left) ?? 0, y: y.getValueForPixel(clientY - top) ?? 0 };
  }

  /** Draws anew in another size; nothing if nothing is drawn, or in this size already. */
  resize(size: ChartSize): void {
    if (this.chart !== undefined && !this.hasSize(size)) {
      this.draws++;
      this.chart.resize(size.width, size.height);
      this.drawOverlay();
    }
  }

  /** Draws anew in the screen's pixels. */
  sharpen(): void {
    // Chart.js keeps the pixel ratio that it found until its options are resolved again, which an update does.
    this.chart?.update("none");
    this.chart?.resize(this.chart.width, this.chart.height);
    this.drawOverlay();
  }

  /** Takes the chart off the canvas; `draw` makes a new one. */
  clear(): void {
    this.chart?.destroy();
    this.chart = undefined;
    this.drawOverlay();
  }

  /** Undefined if nothing is drawn. */
  readDrawn(): DrawnChart | undefined {
    const chart = this.chart;
    return chart === undefined
      ? undefined
      : {
          width: chart.width,
          height: chart.height,
          pixelRatio: chart.currentDevicePixelRatio,
          area: {
            left: chart.chartArea.left,
            right: chart.chartArea.right,
            top: chart.chartArea.top,
            bottom: chart.chartArea.bottom,
          },
          lines: chart.data.datasets.map(({ label = "" }, index) => ({
            label,
            points: chart
              .getDatasetMeta(index)
              .data.filter((point) => point instanceof PointElement && !point.skip).length,
          })),
          traces: this.annotations?.traces?.length ?? 0,
          cursor: this.cursor,
          window: this.readWindow(),
          draws: this.draws,
        };
  }

  /** The words beside the pointer lie in the chart's own canvas, below the other: what that has there is left out. */
  private makeRoomForTooltip(): void {
    const box = findTooltip(this.chart);
    if (box !== undefined || this.hasRoomMade) {
      this.drawOverlay();
      this.hasRoomMade = box !== undefined;
    }
  }

  private hasSize({ width, height }: ChartSize): boolean {
    return this.chart?.width === width && this.chart.height === height;
  }

  private drawOverlay(): void {
    const { chart, cursor, annotations, overlay } = this;
    const ratio = chart?.currentDevicePixelRatio ?? 1;
    const [width, height] = [(chart?.width ?? 0) * ratio, (chart?.height ?? 0) * ratio];
    if (overlay.width !== width || overlay.height !== height) {
      overlay.width = width;
      overlay.height = height;
    }
    const ctx = overlay.getContext("2d");
    if (ctx === null) {
      return;
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    // The first layout comes before there is a chart.
    if (chart?.chartArea !== undefined && cursor !== undefined && annotations !== undefined) {
      ctx.save();
      drawCursor(ctx, chart, cursor, annotations);
      ctx.restore();
    }
    const box = findTooltip(chart);
    if (box !== undefined) {
      ctx.clearRect(box.x, box.y, box.width, box.height);
    }
  }
}

/** Undefined if no words stand beside the pointer. */
function findTooltip(
  chart: Chart<"line"> | undefined,
): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | undefined {
  const tooltip = chart?.tooltip;
  return tooltip === undefined || tooltip.opacity === 0
    ? undefined
    : { x: tooltip.x, y: tooltip.y, width: tooltip.width, height: tooltip.height };
}
