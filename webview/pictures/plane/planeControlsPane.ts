import { boundStyle } from "./boundStyle";
import type { ChartTheme } from "../../kit/theme";
import type { PlaneControls } from "./planeControls";
import { text } from "./strings";
import { text as sharedText } from "../../kit/strings";
import type { ViewEvent } from "../../state/store";
import { createElement } from "../../kit/element";
import { createLineSwatch } from "../../kit/swatches";

/** Whose estimates the plane shows, and whether the bound is drawn. */
export class PlaneControlsPane {
  readonly element: HTMLElement;
  private readonly select = createElement("select", { attributes: { id: "estimator" } });
  private readonly estimator = createElement("div", { className: "control" }, [
    createElement("label", { text: text("estimatorLabel"), attributes: { for: "estimator" } }),
    this.select,
  ]);
  private readonly checkbox = createElement("input", { attributes: { type: "checkbox" } });
  private readonly swatch = createElement("span", { className: "controlSwatch" });
  private readonly bound = createElement("label", { className: "control" }, [
    this.checkbox,
    this.swatch,
    createElement("span", { text: sharedText("bound") }),
  ]);
  private shown: PlaneControls | undefined;
  private theme: ChartTheme | undefined;

  constructor(dispatch: (event: ViewEvent) => void) {
    this.select.addEventListener("change", () => {
      const option = this.shown?.options[this.select.selectedIndex];
      if (option?.estimator === undefined) {
        dispatch({ type: "view/compareEstimators" });
      } else {
        dispatch({ type: "view/selectEstimator", estimator: option.estimator });
      }
    });
    this.checkbox.addEventListener("change", () => {
      dispatch({ type: "view/toggleBound" });
    });
    this.element = createElement("div", { className: "planeControls" }, [this.estimator, this.bound]);
  }

  update(view: PlaneControls, theme: ChartTheme): void {
    if (view === this.shown && theme === this.theme) {
      return;
    }
    this.shown = view;
    this.theme = theme;
    this.updateOptions(view);
    this.bound.hidden = view.bound === undefined;
    if (view.bound !== undefined) {
      const { color, width, dash } = boundStyle(theme, view.bound.trivial);
      this.checkbox.checked = view.bound.shown;
      this.swatch.replaceChildren(createLineSwatch(color, dash, width));
    }
  }

  private updateOptions({ options, selected }: PlaneControls): void {
    this.estimator.hidden = options.length === 0;
    const labels = options.map(({ label }) => label);
    // An open list would close under the reader if its options were made anew each time.
    if (labels.join("\n") !== [...this.select.options].map((option) => option.text).join("\n")) {
      this.select.replaceChildren(...labels.map((label) => createElement("option", { text: label })));
    }
    this.select.selectedIndex = selected;
  }
}
