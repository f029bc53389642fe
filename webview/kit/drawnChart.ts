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
