/** A line across the chart at a value of one axis. */
export interface AnnotationLine {
  readonly axis: "x" | "y";
  readonly value: number;
  readonly colour: string;
  readonly label?: string;
}

/** A small sign at a point, or at the chart's edge above or below an x. */
export interface AnnotationSign {
  readonly x: number;
  readonly y: number | "top" | "bottom";
  readonly sign: "cross" | "pointer";
  readonly colour: string;
}

/** A few letters beside a point. */
export interface AnnotationTag {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** What is drawn on a chart besides its lines, in the units of its axes. */
export interface Annotations {
  readonly lines: readonly AnnotationLine[];
  readonly signs: readonly AnnotationSign[];
  readonly tags: readonly AnnotationTag[];
  readonly fontFamily: string;
  readonly fontSize: number;
  readonly textColour: string;
  readonly tagColour: string;
  /** Drawn around letters, so that lines below them do not make them illegible. */
  readonly haloColour: string;
}

/** Height of a row of labels, in font sizes; as much is kept free above a chart with labelled lines. */
export const LABEL_ROW_HEIGHT = 1.35;
