import type { DrawnChart } from "../kit/drawnChart";
import type { Placement } from "../kit/placement";
import type { PictureName } from "../pictures/pictures";
import type { ViewModel } from "./viewModel";

/** What `ibAnalysisView.readViewModel()` gives: the view-model that was drawn last, and what is on the canvases. */
export interface ReadViewModel extends ViewModel {
  readonly placement: Placement;
  /** Undefined of a picture that has nothing to draw and says so in words. */
  readonly drawn: Readonly<Record<PictureName, DrawnChart | undefined>>;
  /** The charts of a picture that draws several side by side. */
  readonly drawnParts: Readonly<Record<PictureName, readonly (DrawnChart | undefined)[]>>;
}
