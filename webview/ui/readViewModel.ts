import type { ViewModel } from "./viewModel";

/** Where the app is shown: as an editor, or as a view in the side bar. */
export type Placement = "panel" | "side";

export type ChartName = "plane" | "gradient" | "loss";

/** What is on a canvas now. */
export interface DrawnChart {
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  readonly lines: readonly { readonly label: string; readonly points: number }[];
  /** How often it was drawn since the view was opened. */
  readonly draws: number;
}

/** What `ibAnalysisView.readViewModel()` gives: the view-model that was drawn last, and what is on the canvases. */
export interface ReadViewModel extends ViewModel {
  readonly placement: Placement;
  /** Undefined where a chart has nothing to draw and says so in words. */
  readonly drawn: Readonly<Record<ChartName, DrawnChart | undefined>>;
  /** The planes that are drawn in place of the one where estimators are compared. */
  readonly drawnCompared: readonly (DrawnChart | undefined)[];
}
