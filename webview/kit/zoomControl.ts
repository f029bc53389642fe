import type { ChartPane } from "./chartPane";
import { createElement } from "./element";
import { text } from "./strings";
import { panBy, zoomAt, type ZoomWindow } from "./zoomWindow";

/** What one step shows of what was shown before. */
const ZOOM_STEP = 0.7;
const PAN_STEP = 0.15;

const KEYS: Readonly<Record<string, (zoom: ZoomControl) => void>> = {
  "+": (zoom) => {
    zoom.zoom(ZOOM_STEP);
  },
  "Shift +": (zoom) => {
    zoom.zoom(ZOOM_STEP);
  },
  "=": (zoom) => {
    zoom.zoom(ZOOM_STEP);
  },
  "-": (zoom) => {
    zoom.zoom(1 / ZOOM_STEP);
  },
  "0": (zoom) => {
    zoom.fit();
  },
  "Shift ArrowLeft": (zoom) => {
    zoom.pan(-PAN_STEP, 0);
  },
  "Shift ArrowRight": (zoom) => {
    zoom.pan(PAN_STEP, 0);
  },
  "Shift ArrowUp": (zoom) => {
    zoom.pan(0, PAN_STEP);
  },
  "Shift ArrowDown": (zoom) => {
    zoom.pan(0, -PAN_STEP);
  },
};

/** Lets the reader look at a part of a chart with linear axes: by wheel, drag, keys and buttons. */
export class ZoomControl {
  /** The buttons. */
  readonly element: HTMLElement;
  private readonly fitButton = createElement("button", {
    className: "link",
    text: text("zoomFit"),
    attributes: { type: "button", title: text("zoomHint") },
  });
  private readonly pane: ChartPane;
  private readonly redraw: () => void;
  /** The part that is looked at; undefined if it is the whole. */
  private window: ZoomWindow | undefined;
  private whole: ZoomWindow | undefined;

  /** @param redraw draws the chart that is there, if there is one */
  constructor(canvas: HTMLCanvasElement, pane: ChartPane, redraw: () => void) {
    this.pane = pane;
    this.redraw = redraw;
    this.fitButton.hidden = true;
    this.fitButton.addEventListener("click", () => {
      this.fit();
    });
    this.element = createElement("span", { className: "zoom" }, [
      this.createButton("zoomOut", "−", 1 / ZOOM_STEP),
      this.createButton("zoomIn", "+", ZOOM_STEP),
      this.fitButton,
    ]);
    this.followPointer(canvas);
    canvas.addEventListener("keydown", (event) => {
      const act = KEYS[event.shiftKey ? `Shift ${event.key}` : event.key];
      if (act !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        event.stopPropagation();
        act(this);
      }
    });
  }

  /** The part that is looked at; undefined if it is the whole. */
  get shown(): ZoomWindow | undefined {
    return this.window;
  }

  /** Takes the whole of a chart that is about to be drawn. @returns the part to show; undefined for all */
  take(whole: ZoomWindow): ZoomWindow | undefined {
    this.whole = whole;
    this.fitButton.hidden = this.window === undefined;
    return this.window;
  }

  /** Forgets the part, for another run. */
  reset(): void {
    this.window = undefined;
  }

  /** Shows less, or more by a factor above 1, around a point; around the middle without one. */
  zoom(factor: number, center?: { readonly x: number; readonly y: number }): void {
    const window = this.pane.readWindow();
    if (window !== undefined && this.whole !== undefined) {
      const middle = { x: (window.x[0] + window.x[1]) / 2, y: (window.y[0] + window.y[1]) / 2 };
      this.look(zoomAt(window, this.whole, center ?? middle, factor));
    }
  }

  /** Moves the part that is looked at by shares of itself. */
  pan(dx: number, dy: number): void {
    if (this.window !== undefined && this.whole !== undefined) {
      this.look(panBy(this.window, this.whole, dx, dy));
    }
  }

  /** Shows the whole again. */
  fit(): void {
    this.look(undefined);
  }

  private look(window: ZoomWindow | undefined): void {
    this.window = window;
    this.redraw();
  }

  private createButton(label: "zoomIn" | "zoomOut", sign: string, factor: number): HTMLElement {
    const button = createElement("button", {
      className: "icon",
      text: sign,
      attributes: { type: "button", "aria-label": text(label), title: text("zoomHint") },
    });
    button.addEventListener("click", () => {
      this.zoom(factor);
    });
    return button;
  }

  private followPointer(canvas: HTMLCanvasElement): void {
    canvas.addEventListener(
      "wheel",
      (event) => {
        // A wheel by itself scrolls the page where that is larger than the window.
        if (event.altKey || event.ctrlKey) {
          event.preventDefault();
          this.zoom(ZOOM_STEP ** -Math.sign(event.deltaY), this.pane.readPoint(event.clientX, event.clientY));
        }
      },
      { passive: false },
    );
    canvas.addEventListener("dblclick", () => {
      this.fit();
    });
    canvas.addEventListener("pointermove", ({ buttons, movementX, movementY }) => {
      if ((buttons & 1) === 1) {
        this.pan(-movementX / canvas.clientWidth, movementY / canvas.clientHeight);
      }
    });
  }
}
