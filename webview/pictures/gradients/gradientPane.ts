import { ChartSection } from "../../kit/chartSection";
import type { DrawnChart } from "../../kit/drawnChart";
import type { DrawQueue } from "../../kit/drawQueue";
import { createElement } from "../../kit/element";
import type { ChartTheme } from "../../kit/theme";
import type { PartContext, PicturePart } from "../../picture/pictureKind";
import { createGradientChart, markGradientCursor } from "./gradientChart";
import { FigureControl } from "./figureControl";
import { createGradientKey } from "./gradientKey";
import type { GradientView } from "./gradientView";
import { isSplit, splitByLayer } from "./splitByLayer";
import { text } from "./strings";

/** The gradients: one chart of all layers, or mean and deviation in a small chart a layer, on common axes. */
export class GradientPane implements PicturePart<GradientView> {
  readonly element: HTMLElement;
  private readonly control: FigureControl;
  private readonly single: ChartSection<GradientView>;
  private cells: readonly ChartSection<GradientView>[] = [];
  private cursor: number | undefined;
  private readonly grid = createElement("div", { className: "cells" });
  private readonly point: (epoch: number) => void;

  private readonly drawQueue: DrawQueue;

  constructor({ dispatch, drawQueue }: Pick<PartContext, "dispatch" | "drawQueue">) {
    this.drawQueue = drawQueue;
    this.point = (epoch) => {
      dispatch({ type: "view/setCursor", epoch });
    };
    this.control = new FigureControl(dispatch);
    this.single = new ChartSection<GradientView>({
      name: "gradient",
      title: text("gradientTitle"),
      controls: this.control.element,
      drawQueue,
      createSpec: createGradientChart,
      createKey: createGradientKey,
      describe: ({ captions }) => captions,
      markCursor: markGradientCursor,
      onPoint: this.point,
    });
    this.element = createElement("div", { className: "gradients" }, [this.single.element, this.grid]);
  }

  update(view: GradientView, theme: ChartTheme): void {
    this.control.update(view);
    const cells = isSplit(view) ? splitByLayer(view) : [];
    this.element.classList.toggle("split", cells.length > 0);
    this.single.update(view, theme);
    if (cells.length !== this.cells.length) {
      this.clearCells();
      this.cells = cells.map(() => this.createCell());
      this.grid.replaceChildren(...this.cells.map(({ element }) => element));
    }
    for (const [index, cell] of cells.entries()) {
      this.cells[index]!.update(cell, theme);
      this.cells[index]!.moveCursor(this.cursor);
    }
  }

  moveCursor(epoch: number | undefined): void {
    this.cursor = epoch;
    for (const section of [this.single, ...this.cells]) {
      section.moveCursor(epoch);
    }
  }

  sharpen(): void {
    for (const section of [this.single, ...this.cells]) {
      section.sharpen();
    }
  }

  clear(): void {
    this.single.clear();
    this.clearCells();
  }

  readDrawn(): DrawnChart | undefined {
    return this.single.readDrawn();
  }

  readParts(): readonly (DrawnChart | undefined)[] {
    return this.cells.map((section) => section.readDrawn());
  }

  private createCell(): ChartSection<GradientView> {
    return new ChartSection<GradientView>({
      name: "gradientCell",
      drawQueue: this.drawQueue,
      createSpec: createGradientChart,
      createKey: () => [],
      describe: () => [],
      markCursor: markGradientCursor,
      onPoint: this.point,
    });
  }

  private clearCells(): void {
    for (const cell of this.cells) {
      cell.clear();
    }
    this.cells = [];
    this.grid.replaceChildren();
  }
}
