import { createPlaneChart } from "./planeChart";
import { markPlaneCursor } from "./planeCursor";
import type { ChartTheme } from "../../kit/theme";
import type { PicturePart } from "../../picture/pictureKind";
import type { PlaneViews } from "./planeViews";
import type { PlaneView } from "./planeView";
import type { DrawQueue } from "../../kit/drawQueue";
import type { DrawnChart } from "../../kit/drawnChart";
import type { ZoomWindow } from "../../kit/zoomWindow";
import { text } from "./strings";
import { ChartSection } from "../../kit/chartSection";
import { createElement } from "../../kit/element";
import { createKeyEntry } from "../../kit/swatches";
import { createCommonKey, createOwnKey } from "./planeKey";

/** The information plane: one plane, or those of all estimators side by side. */
export class PlanePane implements PicturePart<PlaneViews> {
  readonly element: HTMLElement;
  private readonly single: ChartSection<PlaneView>;
  private readonly drawQueue: DrawQueue;
  private compared: readonly ChartSection<PlaneView>[] = [];
  private cursor: number | undefined;
  private readonly grid = createElement("div", { className: "compared" });
  private readonly commonKey = createElement("div", { className: "key" });
  private readonly comparison = createElement("div", { className: "comparison" }, [
    createElement("div", { className: "chartHead" }, [
      createElement("h2", { text: text("planeTitle") }),
      this.commonKey,
    ]),
    this.grid,
  ]);

  constructor(drawQueue: DrawQueue) {
    this.drawQueue = drawQueue;
    this.single = new ChartSection<PlaneView>({
      name: "plane",
      drawQueue,
      title: text("planeTitle"),
      createSpec: createPlaneChart,
      createKey: (view, theme) => [...createCommonKey(view, theme), ...createOwnKey(view, theme)],
      describe: ({ captions, bound, empty }) => [
        text("planeAbout"),
        text("planeAboutEnds"),
        ...captions,
        ...(empty === undefined
          ? bound === undefined
            ? []
            : [...bound.captions, text("boundUnreachable")]
          : []),
      ],
      markCursor: markPlaneCursor,
      canZoom: true,
    });
    this.element = createElement("section", { className: "planes" }, [this.single.element, this.comparison]);
  }

  update({ own, compared }: PlaneViews, theme: ChartTheme): void {
    const compares = compared.length > 0;
    this.element.classList.toggle("comparing", compares);
    this.single.element.hidden = compares;
    this.comparison.hidden = !compares;
    if (compares) {
      this.single.clear();
      this.compare(compared, theme);
    } else {
      this.clearComparison();
      this.single.update(own, theme);
    }
  }

  moveCursor(epoch: number | undefined): void {
    this.cursor = epoch;
    for (const section of [this.single, ...this.compared]) {
      section.moveCursor(epoch);
    }
  }

  /** Draws the charts anew in the screen's pixels. */
  sharpen(): void {
    for (const section of [this.single, ...this.compared]) {
      section.sharpen();
    }
  }

  /** Takes the charts off; for a view that shows no run any more. */
  clear(): void {
    this.single.clear();
    this.clearComparison();
  }

  readWindow(): ZoomWindow | undefined {
    return this.single.readWindow();
  }

  /** The one plane; undefined if several are compared. */
  readDrawn(): DrawnChart | undefined {
    return this.single.readDrawn();
  }

  readParts(): readonly (DrawnChart | undefined)[] {
    return this.compared.map((section) => section.readDrawn());
  }

  private compare(views: readonly PlaneView[], theme: ChartTheme): void {
    if (this.compared.length !== views.length) {
      this.clearComparison();
      this.compared = views.map(() => createComparedSection(this.drawQueue));
      this.grid.replaceChildren(...this.compared.map(({ element }) => element));
      this.grid.dataset["planes"] = String(views.length);
    }
    for (const [index, view] of views.entries()) {
      this.compared[index]!.update(view, theme);
      this.compared[index]!.moveCursor(this.cursor);
    }
    const [first] = views;
    if (first !== undefined) {
      this.commonKey.replaceChildren(...createCommonKey(first, theme).map(createKeyEntry));
    }
  }

  private clearComparison(): void {
    for (const section of this.compared) {
      section.clear();
    }
    this.compared = [];
    this.grid.replaceChildren();
    this.commonKey.replaceChildren();
  }
}

function createComparedSection(drawQueue: DrawQueue): ChartSection<PlaneView> {
  return new ChartSection<PlaneView>({
    name: "plane",
    drawQueue,
    createSpec: createPlaneChart,
    createKey: createOwnKey,
    describe: ({ captions, missing, bound, empty }) => [
      text("planeAbout"),
      text("planeAboutEnds"),
      ...captions,
      ...(empty === undefined
        ? [...missing, ...(bound === undefined ? [] : [...bound.captions, text("boundUnreachable")])]
        : []),
    ],
    markCursor: markPlaneCursor,
  });
}
