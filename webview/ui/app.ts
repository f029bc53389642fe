import type { ChartTheme } from "../kit/theme";
import type { ViewModel } from "./viewModel";
import type { Placement, ReadViewModel } from "./readViewModel";
import { createElement } from "../kit/element";
import { HeaderPane, type HeaderHandlers } from "./headerPane";
import { MessagePane } from "./messagePane";
import { PicturePane, type PictureHandlers } from "./picturePane";

export type AppHandlers = HeaderHandlers & PictureHandlers;

/** The whole view: draws view-models into its root. */
export class App {
  private readonly header: HeaderPane;
  private readonly message: MessagePane;
  private readonly picture: PicturePane;
  private readonly announcement = createElement("div", {
    className: "announcement",
    attributes: { role: "status", "aria-live": "polite" },
  });

  constructor(root: HTMLElement, placement: Placement, handlers: AppHandlers) {
    this.header = new HeaderPane(handlers, placement);
    this.message = new MessagePane(handlers.onAction);
    this.picture = new PicturePane(handlers);
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
  readDrawn(): ReadViewModel["drawn"] {
    return this.picture.readDrawn();
  }

  /** What is on the canvases of the planes that are compared. */
  readCompared(): ReadViewModel["drawnCompared"] {
    return this.picture.readCompared();
  }
}
