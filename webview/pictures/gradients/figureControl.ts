import { GRADIENT_FIGURES, type GradientFigure } from "../../../src/view/viewMessages";
import { createElement } from "../../kit/element";
import type { ViewEvent } from "../../state/store";
import type { GradientView } from "./gradientView";
import { text, type StringKey } from "./strings";

const LABELS: Readonly<Record<GradientFigure, StringKey>> = {
  signalToNoise: "figureSignalToNoise",
  t: "figureT",
  meanAndDeviation: "figureMeanAndDeviation",
};

/** The choice of what is drawn of the gradients. */
export class FigureControl {
  readonly element: HTMLSelectElement;

  constructor(dispatch: (event: ViewEvent) => void) {
    this.element = createElement(
      "select",
      { className: "figureControl", attributes: { "aria-label": text("gradientFigureLabel") } },
      GRADIENT_FIGURES.map((figure) =>
        createElement("option", { text: text(LABELS[figure]), attributes: { value: figure } }),
      ),
    );
    this.element.addEventListener("change", () => {
      const figure = GRADIENT_FIGURES.find((each) => each === this.element.value);
      if (figure !== undefined) {
        dispatch({ type: "view/selectGradientFigure", figure });
      }
    });
  }

  update({ figure, hasDeviation }: GradientView): void {
    this.element.hidden = !hasDeviation;
    this.element.value = figure;
  }
}
