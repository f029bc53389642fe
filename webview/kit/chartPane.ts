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

Chart.register(LinearScale, LineController, LineElement, LogarithmicScale, PointElement, Tooltip);

/** A canvas and the chart on it. */
export class ChartPane {
  private chart: Chart<"line"> | undefined;
  private annotations: Annotations | undefined;
  private draws = 0;
  private readonly canvas: HTMLCanvasElement;

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
  }

  /** Draws the chart in place of the one before. */
  draw({ data, options, annotations }: ChartSpec): void {
    this.annotations = annotations;
    this.draws++;
    if (this.chart === undefined) {
      this.chart = new Chart(this.canvas, {
        type: "line",
        data,
        options,
        plugins: [createAnnotationPlugin(() => this.annotations)],
      });
    } else {
      this.chart.data = data;
      this.chart.options = options;
      this.chart.update("none");
    }
  }

  /** Draws anew in the screen's pixels. */
  sharpen(): void {
    // Chart.js keeps the pixel ratio that it found until its options are resolved again, which an update does.
    this.chart?.update("none");
    this.chart?.resize();
  }

  /** Takes the chart off the canvas; `draw` makes a new one. */
  clear(): void {
    this.chart?.destroy();
    this.chart = undefined;
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
          lines: chart.data.datasets.map(({ label = "" }, index) => ({
            label,
            points: chart
              .getDatasetMeta(index)
              .data.filter((point) => point instanceof PointElement && !point.skip).length,
          })),
          draws: this.draws,
        };
  }
}
