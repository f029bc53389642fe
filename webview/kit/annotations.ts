/** A line across the chart at a value of one axis. */
export interface AnnotationLine {
  readonly axis: "x" | "y";
  readonly value: number;
  readonly color: string;
  readonly label?: string;
}

/** A small sign at a point, or at the chart's edge above or below an x. */
export interface AnnotationSign {
  readonly x: number;
  readonly y: number | "top" | "bottom";
  readonly sign: "cross" | "pointer";
  readonly color: string;
}

/** The intervals of one line's points; undefined if the line has a gap or no interval. */
export interface AnnotationBand {
  readonly points: readonly (BandPoint | undefined)[];
  readonly color: string;
  /** Hatched where a translucent color would not be seen. */
  readonly hatch?: "rising" | "falling";
}

/** What a point lies between, along both axes. */
export interface BandPoint {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** A line below the data, in rising order of x and without gaps. */
export interface AnnotationCurve {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly color: string;
  readonly width: number;
  readonly dash: readonly number[];
  /** The color of what lies above it. */
  readonly shade?: string;
}

/** A thin line far behind the data, in any order of x. Points without a place (NaN) break it. */
export interface AnnotationTrace {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly color: string;
  readonly width: number;
  /** Whole without one. */
  readonly dash?: readonly number[];
}

/** A small round point, through which others are seen. */
export interface AnnotationDot {
  readonly x: number;
  readonly y: number;
  readonly color: string;
  readonly radius: number;
}

/** How much of what lies below a dot hides. */
export const DOT_OPACITY = 0.7;

/** A few letters beside a point. */
export interface AnnotationTag {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** What is drawn on a chart besides its lines, in the units of its axes. */
export interface Annotations {
  readonly traces?: readonly AnnotationTrace[];
  readonly dots?: readonly AnnotationDot[];
  readonly bands?: readonly AnnotationBand[];
  readonly curves?: readonly AnnotationCurve[];
  readonly lines: readonly AnnotationLine[];
  readonly signs: readonly AnnotationSign[];
  readonly tags: readonly AnnotationTag[];
  readonly fontFamily: string;
  readonly fontSize: number;
  readonly textColor: string;
  readonly tagColor: string;
  /** Drawn around letters, so that lines below them do not make them illegible. */
  readonly haloColor: string;
}

/** Height of a row of labels, in font sizes; as much is kept free above a chart with labeled lines. */
export const LABEL_ROW_HEIGHT = 1.35;
