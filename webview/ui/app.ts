import type { ViewAction } from "../../src/view/viewMessages";
import type { ChartTheme } from "../kit/theme";
import type { ViewModel } from "./viewModel";
import type { Placement } from "../kit/placement";
import type { ViewEvent } from "../state/store";
import type { ReadViewModel } from "./readViewModel";
import { createElement } from "../kit/element";
import { HeaderPane } from "./headerPane";
import { MessagePane } from "./messagePane";
import { PicturePane } from "./picturePane";

export interface AppHandlers {
  readonly onAction: (action: ViewAction) => void;
  readonly dispatch: (event: ViewEvent) => void;
}

/** The whole view: draws view-models into its root. */
export class App {
  private readonly header: HeaderPane;
  private readonly message: MessagePane;
  private readonly picture: PicturePane;
  private readonly announcement = createElement("div", {
    className: "announcement",
    attributes: { role: "status", "aria-live": "polite" },
  });

  constructor(root: HTMLElement, placement: Placement, { onAction, dispatch }: AppHandlers) {
    this.header = new HeaderPane(onAction, dispatch, placement);
    this.message = new MessagePane(onAction);
    this.picture = new PicturePane(dispatch);
    root.replaceChildren(this.header.element, this.message.element, this.picture.element, this.announcement);
  }

  /** Shows a view-model; what is the same object as before is not drawn again. */
  render(view: ViewModel, theme: ChartTheme): void {
    this.header.update(view.header);
    this.message.update(view.message);
    this.picture.update(view.picture, theme);
    // Written only when it changes: a screen reader says it each time.
    if (this.announcement.textContent !== view.announcement) {
      this.announcement.textContent = view.announcement;
    }
  }

  /** Draws the charts anew in the screen's pixels. */
  sharpen(): void {
    this.picture.sharpen();
  }

  /** What is on the canvases now. */
  readDrawn(): Pick<ReadViewModel, "drawn" | "drawnParts"> {
    return this.picture.readDrawn();
  }
}
