import { createGradientChart, SECOND_LINE_DASH } from "../pictures/gradients/gradientChart";
import { createLossChart, lossColour } from "../pictures/losses/lossChart";
import type { ChartTheme } from "../kit/theme";
import type { GradientView } from "../pictures/gradients/gradientView";
import type { LossView } from "../pictures/losses/lossView";
import type { PictureView } from "./viewModel";
import type { ReadViewModel } from "./readViewModel";
import { text } from "../kit/strings";
import { ChartSection } from "../kit/chartSection";
import { createElement } from "../kit/element";
import { LegendPane, type LegendHandlers } from "./legendPane";
import { PlanePane } from "../pictures/plane/planePane";
import type { PlaneControlsHandlers } from "../pictures/plane/planeControlsPane";
import { createKeyEntry, createLineSwatch, createSignSwatch } from "../kit/swatches";

export type PictureHandlers = LegendHandlers & PlaneControlsHandlers;

/** The charts of one network with what belongs to them. */
export class PicturePane {
  readonly element: HTMLElement;
  private readonly plane: PlanePane;
  private readonly gradient = new ChartSection<GradientView>({
    name: "gradient",
    title: text("gradientTitle"),
    createSpec: createGradientChart,
    createKey: createGradientKey,
    describe: ({ captions }) => captions,
  });
  private readonly loss = new ChartSection<LossView>({
    name: "loss",
    title: text("lossTitle"),
    createSpec: createLossChart,
    createKey: createLossKey,
    describe: ({ captions }) => captions,
  });
  private readonly legend: LegendPane;
  private readonly noteList = createElement("ul");
  private readonly notes = createElement("section", { className: "notes" }, [
    createElement("h2", { text: text("notesTitle") }),
    this.noteList,
  ]);
  private shown: PictureView | undefined;
  private theme: ChartTheme | undefined;

  constructor(handlers: PictureHandlers) {
    this.plane = new PlanePane(handlers);
    this.legend = new LegendPane(handlers);
    this.element = createElement("main", {}, [
      createElement("div", { className: "column" }, [this.plane.element, this.legend.element]),
      createElement("div", { className: "column" }, [this.gradient.element, this.loss.element]),
      this.notes,
    ]);
  }

  update(view: PictureView | undefined, theme: ChartTheme): void {
    if (view === this.shown && theme === this.theme) {
      return;
    }
    this.shown = view;
    this.theme = theme;
    this.element.hidden = view === undefined;
    if (view === undefined) {
      for (const part of [this.plane, this.gradient, this.loss]) {
        part.clear();
      }
      return;
    }
    this.legend.update(view.legend, theme);
    this.element.classList.toggle("comparing", view.compared.length > 0);
    this.plane.update(view.controls, view.plane, view.compared, theme);
    this.gradient.update(view.gradient, theme);
    this.loss.update(view.loss, theme);
    this.notes.hidden = view.notes.length === 0;
    this.noteList.replaceChildren(...view.notes.map((note) => createElement("li", { text: note })));
  }

  /** Draws the charts anew in the screen's pixels. */
  sharpen(): void {
    for (const part of [this.plane, this.gradient, this.loss]) {
      part.sharpen();
    }
  }

  /** What is on the canvases of the planes that are compared. */
  readCompared(): ReadViewModel["drawnCompared"] {
    return this.plane.readCompared();
  }

  /** What is on the canvases now. */
  readDrawn(): ReadViewModel["drawn"] {
    return {
      plane: this.plane.readDrawn(),
      gradient: this.gradient.readDrawn(),
      loss: this.loss.readDrawn(),
    };
  }
}

function createGradientKey({ hasDeviation, lines }: GradientView, theme: ChartTheme): readonly Node[] {
  const hasCrossing = lines.some(({ crossing }) => crossing.kind === "at" || crossing.kind === "back");
  const hasGaps = lines.some(({ gaps }) => gaps.length > 0);
  return [
    createKeyEntry(createLineSwatch(theme.text, []), text("gradientMean")),
    ...(hasDeviation
      ? [createKeyEntry(createLineSwatch(theme.text, SECOND_LINE_DASH), text("gradientDeviation"))]
      : []),
    ...(hasCrossing ? [createKeyEntry(createSignSwatch("pointer"), text("gradientMarkKey"))] : []),
    ...(hasGaps ? [createKeyEntry(createSignSwatch("cross"), text("gradientGapKey"))] : []),
  ];
}

function createLossKey({ lines }: LossView, theme: ChartTheme): readonly Node[] {
  return lines.map(({ quantity, rows, title }) =>
    createKeyEntry(
      createLineSwatch(lossColour(theme, quantity), rows === "test" ? SECOND_LINE_DASH : []),
      title,
    ),
  );
}
