import type { Figure } from "../export/figure";
import type { DrawnChart } from "../kit/drawnChart";
import type { DrawQueue } from "../kit/drawQueue";
import type { Placement } from "../kit/placement";
import type { ChartTheme } from "../kit/theme";
import type { ZoomWindow } from "../kit/zoomWindow";
import type { MeanNetwork } from "../state/meanNetwork";
import type { ShownPhases } from "../state/shownPhases";
import type { CellState, RunState, ViewEvent, ViewState } from "../state/store";

/** What a picture is built from: the network that is shown, its run, and what the reader has set. */
export interface PictureSource {
  readonly state: ViewState;
  readonly run: RunState;
  readonly cell: CellState;
  /** Set if `cell` is the mean over several networks. */
  readonly mean?: MeanNetwork;
  /** By the estimator that is shown. */
  readonly phases: ShownPhases;
}

/** What a picture says of one layer, for the legend. */
export interface LayerRemark {
  /** What I(X;T) of this layer is measured by; only if the layers differ in it. */
  readonly resolution?: string;
  /** How many snapshots have no estimate of this layer; only if there are any. */
  readonly missing?: string;
  /** How the layer lies by the bound at the newest snapshot; only if that is known. */
  readonly distance?: string;
}

/** A picture on the page. */
export interface PicturePart<View> {
  readonly element: HTMLElement;
  /** Draws soon what is another object than the one drawn. */
  update(view: View, theme: ChartTheme): void;
  /** Shows an epoch; the newest without one. Comes often, and draws what follows the cursor only. */
  moveCursor(epoch: number | undefined): void;
  /** Takes the charts off; for a view that shows no run any more. */
  clear(): void;
  /** Draws the charts anew in the screen's pixels. */
  sharpen(): void;
  /** What is on the picture's canvas. */
  readDrawn(): DrawnChart | undefined;
  /** The part of the axes that the reader looks at; undefined for all of them. Left out if that cannot be chosen. */
  readWindow?(): ZoomWindow | undefined;
  /** What is on its canvases if it draws several side by side. */
  readParts?(): readonly (DrawnChart | undefined)[];
}

/** What a picture on the page is given. */
export interface PartContext {
  readonly dispatch: (event: ViewEvent) => void;
  readonly placement: Placement;
  /** Every chart is drawn in a frame of its own. */
  readonly drawQueue: DrawQueue;
}

/** All that is said of a picture anywhere. Its texts and its style sheet lie in its folder. */
export interface PictureKind<Name extends string = string, View = unknown> {
  /** Also the name under which its view-model is read. */
  readonly name: Name;
  /** What a reader calls it. */
  readonly title: string;
  /** On a page that is wide enough for two columns: the large one, or the one beside it. */
  readonly column: "large" | "beside";
  /** Builds view-models one after the other; one whose sources are the same as the last time is the same object. */
  createBuilder(placement: Placement): (source: PictureSource) => View;
  /** What the legend says of the layers, in their order. */
  remarkOnLayers?(view: View): readonly LayerRemark[];
  /** Its charts for a file, at an epoch; at the newest without one. None if it has nothing to draw. */
  listFigures(view: View, theme: ChartTheme, epoch: number | undefined): readonly Figure[];
  createPart(context: PartContext): PicturePart<View>;
}
