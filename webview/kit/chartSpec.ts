import type { ChartData, ChartOptions, Point } from "chart.js";
import type { Annotations } from "./annotations";

/** Room that a chart has: the side bar shows less. */
export type Density = "wide" | "narrow";

/** A chart, ready to be drawn. */
export interface ChartSpec {
  readonly data: ChartData<"line", Point[]>;
  readonly options: ChartOptions<"line">;
  readonly annotations: Annotations;
}
