import type { RunPresenter } from "../../session/runPresenter";
import type { ShownRun } from "../../session/shownRun";
import type { PlaneWebviewContext } from "./planeWebview";

/** What one panel shows, or what the panel that follows the runs shares with the side view. */
export interface Plane {
  readonly shownRun: ShownRun;
  /** Decides what is shown. */
  readonly presenter: RunPresenter;
  readonly context: PlaneWebviewContext;
}
