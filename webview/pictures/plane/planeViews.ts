import type { LayerRemark } from "../../picture/pictureKind";
import type { PlaneCallout } from "./planeCallout";
import type { PlaneControls } from "./planeControls";
import type { PlaneView } from "./planeView";

/** The plane by the estimator that the reader chose, or those of all. */
export interface PlaneViews {
  readonly controls: PlaneControls;
  /** Left out if the layers can be told apart. */
  readonly callout?: PlaneCallout;
  /** By the estimator that the reader chose. */
  readonly own: PlaneView;
  /** Drawn in place of the one plane; empty if no estimators are compared. */
  readonly compared: readonly PlaneView[];
  /** What the one plane says of the layers; empty if several are drawn, which then say it of their own. */
  readonly remarks: readonly LayerRemark[];
}
