import { worstStyle } from "./boundStyle";
import { createPlaneChart } from "./planeChart";
import { layerColor, type ChartTheme } from "../../kit/theme";
import type { PicturePart } from "../../picture/pictureKind";
import type { ViewEvent } from "../../state/store";
import type { PlaneViews } from "./planeViews";
import type { PlaneView } from "./planeView";
import type { DrawnChart } from "../../kit/drawnChart";
import { text } from "./strings";
import { ChartSection } from "../../kit/chartSection";
import { createColorBar } from "./colorBar";
import { createElement } from "../../kit/element";
import { PlaneControlsPane } from "./planeControlsPane";
import {
  createBandSwatch,
  createKeyEntry,
  createLineSwatch,
  createShadeSwatch,
  createSignSwatch,
} from "../../kit/swatches";

/** The information plane with what is set at it: one plane, or those of all estimators side by side. */
export class PlanePane implements PicturePart<PlaneViews> {
  readonly element: HTMLElement;
  private readonly controls: PlaneControlsPane;
  private readonly single = new ChartSection<PlaneView>({
    name: "plane",
    createSpec: createPlaneChart,
    createKey: (view, theme) => [...createCommonKey(view, theme), ...createOwnKey(view, theme)],
    describe: ({ captions, bound, empty }) => [
      ...captions,
      ...(empty === undefined ? (bound?.captions ?? []) : []),
    ],
  });
  private compared: readonly ChartSection<PlaneView>[] = [];
  private readonly grid = createElement("div", { className: "compared" });
  private readonly commonKey = createElement("div", { className: "key" });
  private readonly commonCaptions = createElement("div", { className: "captions" });
  private readonly comparison = createElement("div", { className: "comparison" }, [
    this.grid,
    this.commonKey,
    this.commonCaptions,
  ]);

  constructor(dispatch: (event: ViewEvent) => void) {
    this.controls = new PlaneControlsPane(dispatch);
    this.element = createElement("section", { className: "planes" }, [
      createElement("div", { className: "planesHead" }, [
        createElement("h2", { text: text("planeTitle") }),
        this.controls.element,
      ]),
      this.single.element,
      this.comparison,
    ]);
  }

  update({ controls, own, compared }: PlaneViews, theme: ChartTheme): void {
    this.controls.update(controls, theme);
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
      this.compared = views.map(createComparedSection);
      this.grid.replaceChildren(...this.compared.map(({ element }) => element));
      this.grid.dataset["planes"] = String(views.length);
    }
    for (const [index, view] of views.entries()) {
      this.compared[index]!.update(view, theme);
    }
    const [first] = views;
    if (first !== undefined) {
      this.commonKey.replaceChildren(...createCommonKey(first, theme));
      this.commonCaptions.replaceChildren(
        ...(first.bound?.captions ?? []).map((caption) => createElement("p", { text: caption })),
      );
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

function createComparedSection(): ChartSection<PlaneView> {
  return new ChartSection<PlaneView>({
    name: "plane",
    createSpec: createPlaneChart,
    createKey: createOwnKey,
    describe: ({ captions, missing, empty }) => [...captions, ...(empty === undefined ? missing : [])],
  });
}

/** What means the same in the planes of all estimators. */
function createCommonKey({ epochScale, bound }: PlaneView, theme: ChartTheme): readonly Node[] {
  const worst = worstStyle(theme);
  return [
    createColorBar(epochScale, theme),
    createKeyEntry(createSignSwatch("start"), text("planeStart")),
    createKeyEntry(createSignSwatch("end"), text("planeEnd")),
    ...(bound === undefined
      ? []
      : [createKeyEntry(createShadeSwatch(theme.shade), text("boundUnreachable"))]),
    ...(bound?.worst === undefined
      ? []
      : [createKeyEntry(createLineSwatch(worst.color, worst.dash, worst.width), bound.worst.title)]),
  ];
}

/** What belongs to one estimator's plane. */
function createOwnKey({ band, trajectories }: PlaneView, theme: ChartTheme): readonly Node[] {
  const hasGaps = trajectories.some(({ gapEdges }) => gapEdges.length > 0);
  const layer = trajectories[0]?.layer ?? 0;
  return [
    ...(band === undefined
      ? []
      : [createKeyEntry(createBandSwatch(layerColor(theme, layer), theme.highContrast), band.key)]),
    ...(hasGaps ? [createKeyEntry(createSignSwatch("cross"), text("planeGap"))] : []),
  ];
}
