import { layerColor, type ChartTheme } from "../kit/theme";
import type { LayerEntry } from "./layerLegend";
import { text } from "../kit/strings";
import type { ViewEvent } from "../state/store";
import { createElement, showText } from "../kit/element";
import { createLayerSwatch } from "../kit/swatches";

/** The layers, each a button that shows or hides it in all charts. */
export class LegendPane {
  readonly element: HTMLElement;
  private readonly list = createElement("div", { className: "layers" });
  private readonly showAll = createElement("button", {
    className: "link",
    text: text("showAllLayers"),
    attributes: { type: "button" },
  });
  private readonly dispatch: (event: ViewEvent) => void;
  private buttons: readonly HTMLButtonElement[] = [];

  constructor(dispatch: (event: ViewEvent) => void) {
    this.dispatch = dispatch;
    this.showAll.addEventListener("click", () => {
      dispatch({ type: "view/showAllLayers" });
    });
    this.element = createElement(
      "section",
      { className: "legend", attributes: { "aria-label": text("layersTitle") } },
      [
        createElement("div", { className: "legendTitle" }, [
          createElement("h2", { text: text("layersTitle") }),
          this.showAll,
        ]),
        this.list,
      ],
    );
  }

  update(entries: readonly LayerEntry[], theme: ChartTheme): void {
    // Buttons stay as long as they can: one that is focused must not vanish under the reader's hand.
    if (this.buttons.length !== entries.length) {
      this.buttons = entries.map(({ layer }) => this.createButton(layer));
      this.list.replaceChildren(...this.buttons);
    }
    for (const [index, entry] of entries.entries()) {
      fillButton(this.buttons[index]!, entry, theme);
    }
    showText(this.showAll, entries.some(({ hidden }) => hidden) ? text("showAllLayers") : "");
  }

  private createButton(layer: number): HTMLButtonElement {
    const button = createElement("button", {
      className: "layer",
      attributes: { type: "button", title: text("layerToggleHint"), "data-layer": String(layer) },
    });
    button.addEventListener("click", ({ altKey }) => {
      this.dispatch({ type: altKey ? "view/soloLayer" : "view/toggleLayer", layer });
    });
    return button;
  }
}

function fillButton(button: HTMLButtonElement, entry: LayerEntry, theme: ChartTheme): void {
  button.setAttribute("aria-pressed", String(!entry.hidden));
  button.replaceChildren(
    createLayerSwatch(entry.layer, layerColor(theme, entry.layer), entry.hidden),
    createElement("span", { className: "layerText" }, [
      createElement("span", { className: "layerTag", text: entry.tag }),
      document.createTextNode(` ${entry.name}`),
      createElement("span", { className: "layerDetail", text: ` ${entry.detail}` }),
      ...[entry.resolution, entry.distance, entry.missing]
        .filter((line) => line !== undefined)
        .map((line) => createElement("span", { className: "layerNote", text: line })),
    ]),
  );
}
