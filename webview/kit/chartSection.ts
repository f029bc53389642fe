import { ChartPane, type ChartSize } from "./chartPane";
import type { ChartSpec, Density } from "./chartSpec";
import type { CursorMarks } from "./cursorMarks";
import type { KeyEntry } from "./keyEntry";
import { createKeyEntry } from "./swatches";
import type { ChartTheme } from "./theme";
import type { DrawnChart } from "./drawnChart";
import { createElement, showText } from "./element";
import { text } from "./strings";
import type { DrawQueue } from "./drawQueue";
import { ZoomControl } from "./zoomControl";
import type { AxisRange, ZoomWindow } from "./zoomWindow";

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
  /** The chart's key, beside its title. */
  readonly createKey: (view: View, theme: ChartTheme) => readonly KeyEntry[];
  /** Sentences on how to read the chart, which the reader can open. */
  readonly describe: (view: View) => readonly string[];
  /** What is shown of an epoch; of the newest without one. Left out of a chart that shows none. */
  readonly markCursor?: (
    view: View,
    theme: ChartTheme,
    epoch: number | undefined,
    density: Density,
  ) => CursorMarks;
  /** The reader points at an epoch. Left out if the x axis is none of epochs. */
  readonly onPoint?: (epoch: number) => void;
  /** The reader can look at a part of it; both axes are linear. */
  readonly canZoom?: true;
  /** What is set at the chart, beside its title. */
  readonly controls?: HTMLElement;
  /** Gives the chart a frame of its own to be drawn in. */
  readonly drawQueue: DrawQueue;
}

/** Charts narrower than this, in CSS pixels, get fewer ticks and shorter lines of text. */
const NARROW_BELOW = 420;

/** The ranges of the axes as they are asked for. */
function readRanges({ options }: ChartSpec): ZoomWindow {
  const read = (name: "x" | "y"): AxisRange => {
    const { min, max } = options.scales?.[name] as { readonly min: number; readonly max: number };
    return [min, max];
  };
  return { x: read("x"), y: read("y") };
}

/** One chart with its title, its key and what there is to know. */
export class ChartSection<View extends ChartView> {
  readonly element: HTMLElement;
  private readonly title: HTMLElement;
  private readonly canvas = createElement("canvas", {
    className: "figure",
    attributes: { role: "img", tabindex: "0" },
  });
  private readonly overlay = createElement("canvas", {
    className: "overlay",
    attributes: { "aria-hidden": "true" },
  });
  private readonly empty = createElement("p", { className: "empty" });
  private readonly key = createElement("div", { className: "key" });
  private readonly captions = createElement("div", { className: "captions" });
  private readonly body: HTMLElement;
  private readonly about: HTMLElement;
  private readonly pane = new ChartPane(this.canvas, this.overlay);
  private readonly options: ChartSectionOptions<View>;
  /** Undefined of a chart that is always shown whole. */
  private readonly zoom: ZoomControl | undefined;
  private shown: { readonly view: View; readonly theme: ChartTheme } | undefined;
  /** Of the chart on the canvas; undefined if there is none. */
  private density: Density | undefined;
  private cursor: number | undefined;
  /** The chart's place, as it was last reported; undefined if it is not known. */
  private size: ChartSize | undefined;

  constructor(options: ChartSectionOptions<View>) {
    this.options = options;
    this.zoom =
      options.canZoom === true
        ? new ZoomControl(this.canvas, this.pane, () => {
            this.drawSoon();
          })
        : undefined;
    this.title = createElement(options.title === undefined ? "h3" : "h2");
    // Those of one name close one another.
    this.about = createElement("details", { className: "about", attributes: { name: "about" } }, [
      createElement("summary", {
        text: "?",
        attributes: { "aria-label": text("aboutChart"), title: text("aboutChart") },
      }),
      this.captions,
    ]);
    this.body = createElement("div", { className: "chartBody" }, [this.canvas, this.overlay, this.empty]);
    this.element = createElement("section", { className: `chart ${options.name}` }, [
      createElement("div", { className: "chartHead" }, [
        this.title,
        ...(options.controls === undefined ? [] : [options.controls]),
        this.key,
        ...(this.zoom === undefined ? [] : [this.zoom.element]),
        this.about,
      ]),
      this.body,
    ]);
    this.about.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") {
        this.about.removeAttribute("open");
      }
    });
    this.followPointer(options.onPoint);
    new ResizeObserver((entries) => {
      const { width, height } = entries.at(-1)!.contentRect;
      this.size = { width: Math.floor(width), height: Math.floor(height) };
      if (this.density !== undefined) {
        this.options.drawQueue.request(this.pane, () => {
          this.follow();
        });
      }
    }).observe(this.body);
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
    const captions = this.options.describe(view);
    this.captions.replaceChildren(...captions.map((caption) => createElement("p", { text: caption })));
    this.about.hidden = captions.length === 0;
    const isEmpty = view.empty !== undefined;
    this.canvas.hidden = isEmpty;
    this.overlay.hidden = isEmpty;
    this.key.hidden = isEmpty;
    if (isEmpty) {
      this.takeOff();
    } else {
      this.key.replaceChildren(...this.options.createKey(view, theme).map(createKeyEntry));
      this.drawSoon();
    }
  }

  /** Shows an epoch; the newest without one. Draws no more than what follows the cursor. */
  moveCursor(epoch: number | undefined): void {
    this.cursor = epoch;
    this.drawCursor();
  }

  /** Draws the chart anew in the screen's pixels. */
  sharpen(): void {
    this.pane.sharpen();
  }

  /** Takes the chart and its key off; for a view that shows something else. */
  clear(): void {
    this.shown = undefined;
    this.zoom?.reset();
    this.key.replaceChildren();
    this.takeOff();
  }

  /** The part of the axes that is looked at; undefined if it is the whole. */
  readWindow(): ZoomWindow | undefined {
    return this.zoom?.shown;
  }

  readDrawn(): DrawnChart | undefined {
    return this.pane.readDrawn();
  }

  private drawSoon(): void {
    // A new size alone is followed by what is drawn now.
    this.options.drawQueue.drop(this.pane);
    this.options.drawQueue.request(this, () => {
      this.draw();
    });
  }

  private draw(): void {
    if (this.shown !== undefined) {
      const size = this.measure();
      this.density = densityOf(size);
      const spec = this.options.createSpec(this.shown.view, this.shown.theme, this.density);
      this.pane.draw(spec, size, this.zoom?.take(readRanges(spec)));
      this.drawCursor();
    }
  }

  /** Draws the chart in the size that its place has now. */
  private follow(): void {
    const size = this.measure();
    if (this.density === densityOf(size)) {
      this.pane.resize(size);
    } else {
      this.draw();
    }
  }

  private drawCursor(): void {
    const { shown, density } = this;
    this.pane.drawCursor(
      shown === undefined || density === undefined
        ? undefined
        : this.options.markCursor?.(shown.view, shown.theme, this.cursor, density),
    );
  }

  private followPointer(onPoint: ((epoch: number) => void) | undefined): void {
    if (onPoint === undefined) {
      return;
    }
    const point = ({ clientX, buttons }: PointerEvent): void => {
      const epoch = this.pane.readX(clientX);
      if ((buttons & 1) === 1 && epoch !== undefined) {
        onPoint(epoch);
      }
    };
    this.canvas.classList.add("pointable");
    this.canvas.addEventListener("pointerdown", (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      point(event);
    });
    this.canvas.addEventListener("pointermove", point);
  }

  private takeOff(): void {
    this.density = undefined;
    this.options.drawQueue.drop(this);
    this.options.drawQueue.drop(this.pane);
    this.pane.clear();
  }

  private measure(): ChartSize {
    // Reading it from the page makes the browser lay it out, so that is done for the first drawing only.
    this.size ??= { width: this.body.clientWidth, height: this.body.clientHeight };
    return this.size;
  }
}

function densityOf({ width }: ChartSize): Density {
  return width < NARROW_BELOW ? "narrow" : "wide";
}
