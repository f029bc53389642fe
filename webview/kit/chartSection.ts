import { ChartPane } from "./chartPane";
import type { ChartSpec, Density } from "./chartSpec";
import type { ChartTheme } from "./theme";
import type { DrawnChart } from "./drawnChart";
import { createElement, showText } from "./element";

/** What a chart's view-model has, whatever the chart. */
export interface ChartView {
  readonly empty?: string;
  /** Said above the chart in place of the section's own title. */
  readonly title?: string;
  readonly summary: string;
}

export interface ChartSectionOptions<View extends ChartView> {
  /** Also the name of its class. */
  readonly name: string;
  /** Left out if the title stands elsewhere or comes with the view-model. */
  readonly title?: string;
  readonly createSpec: (view: View, theme: ChartTheme, density: Density) => ChartSpec;
  /** The chart's key, below it. */
  readonly createKey: (view: View, theme: ChartTheme) => readonly Node[];
  readonly describe: (view: View) => readonly string[];
}

/** Charts narrower than this, in CSS pixels, get fewer ticks and shorter lines of text. */
const NARROW_BELOW = 420;

/** One chart with its title, its key and its notes. */
export class ChartSection<View extends ChartView> {
  readonly element: HTMLElement;
  private readonly title: HTMLElement;
  private readonly canvas = createElement("canvas", { attributes: { role: "img", tabindex: "0" } });
  private readonly empty = createElement("p", { className: "empty" });
  private readonly key = createElement("div", { className: "key" });
  private readonly captions = createElement("div", { className: "captions" });
  private readonly pane = new ChartPane(this.canvas);
  private readonly options: ChartSectionOptions<View>;
  private shown: { readonly view: View; readonly theme: ChartTheme } | undefined;
  /** Of the chart on the canvas; undefined if there is none. */
  private density: Density | undefined;
  /** In CSS pixels, as it was last reported; 0 if it is not known. */
  private width = 0;

  constructor(options: ChartSectionOptions<View>) {
    this.options = options;
    this.title = createElement(options.title === undefined ? "h3" : "h2");
    this.element = createElement("section", { className: `chart ${options.name}` }, [
      this.title,
      createElement("div", { className: "chartBody" }, [this.canvas, this.empty]),
      this.key,
      this.captions,
    ]);
    new ResizeObserver((entries) => {
      this.width = entries.at(-1)?.contentRect.width ?? 0;
      if (this.density !== undefined && this.density !== this.measureDensity()) {
        this.draw();
      }
    }).observe(this.element);
  }

  /** Draws where the view-model or the theme is another than the one drawn. */
  update(view: View, theme: ChartTheme): void {
    if (this.shown?.view === view && this.shown.theme === theme) {
      return;
    }
    this.shown = { view, theme };
    showText(this.title, view.title ?? this.options.title ?? "");
    showText(this.empty, view.empty ?? "");
    this.canvas.setAttribute("aria-label", view.summary);
    this.captions.replaceChildren(
      ...this.options.describe(view).map((caption) => createElement("p", { text: caption })),
    );
    const isEmpty = view.empty !== undefined;
    this.canvas.hidden = isEmpty;
    this.key.hidden = isEmpty;
    if (isEmpty) {
      this.takeOff();
    } else {
      this.key.replaceChildren(...this.options.createKey(view, theme));
      this.draw();
    }
  }

  /** Draws the chart anew in the screen's pixels. */
  sharpen(): void {
    this.pane.sharpen();
  }

  /** Takes the chart and its key off; for a view that shows something else. */
  clear(): void {
    this.shown = undefined;
    this.key.replaceChildren();
    this.takeOff();
  }

  readDrawn(): DrawnChart | undefined {
    return this.pane.readDrawn();
  }

  private draw(): void {
    if (this.shown !== undefined) {
      this.density = this.measureDensity();
      this.pane.draw(this.options.createSpec(this.shown.view, this.shown.theme, this.density));
    }
  }

  private takeOff(): void {
    this.density = undefined;
    this.width = 0;
    this.pane.clear();
  }

  private measureDensity(): Density {
    // Reading it from the page makes the browser lay it out, so that is done for the first drawing only.
    return (this.width || this.element.clientWidth) < NARROW_BELOW ? "narrow" : "wide";
  }
}
