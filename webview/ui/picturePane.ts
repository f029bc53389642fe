import { createElement } from "../kit/element";
import { text } from "../kit/strings";
import type { ChartTheme } from "../kit/theme";
import { KINDS } from "../pictures/pictures";
import type { ViewEvent } from "../state/store";
import { LegendPane } from "./legendPane";
import type { ReadViewModel } from "./readViewModel";
import type { PictureView } from "./viewModel";

/** The pictures of one network with what belongs to them. */
export class PicturePane {
  readonly element: HTMLElement;
  private readonly parts;
  private readonly legend: LegendPane;
  private readonly noteList = createElement("ul");
  private readonly notes = createElement("section", { className: "notes" }, [
    createElement("h2", { text: text("notesTitle") }),
    this.noteList,
  ]);
  private shown: PictureView | undefined;
  private theme: ChartTheme | undefined;

  constructor(dispatch: (event: ViewEvent) => void) {
    this.parts = KINDS.map((kind) => ({ kind, part: kind.createPart(dispatch) }));
    this.legend = new LegendPane(dispatch);
    const inColumn = (column: "large" | "beside"): readonly HTMLElement[] =>
      this.parts.filter(({ kind }) => kind.column === column).map(({ part }) => part.element);
    this.element = createElement("main", {}, [
      createElement("div", { className: "column" }, [...inColumn("large"), this.legend.element]),
      createElement("div", { className: "column" }, inColumn("beside")),
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
      for (const { part } of this.parts) {
        part.clear();
      }
      return;
    }
    this.legend.update(view.legend, theme);
    for (const { kind, part } of this.parts) {
      part.update(view[kind.name], theme);
    }
    this.notes.hidden = view.notes.length === 0;
    this.noteList.replaceChildren(...view.notes.map((note) => createElement("li", { text: note })));
  }

  /** Draws the charts anew in the screen's pixels. */
  sharpen(): void {
    for (const { part } of this.parts) {
      part.sharpen();
    }
  }

  /** What is on the canvases now. */
  readDrawn(): Pick<ReadViewModel, "drawn" | "drawnParts"> {
    const byName = <Value>(
      read: (part: (typeof this.parts)[number]["part"]) => Value,
    ): ReadonlyMap<string, Value> => new Map(this.parts.map(({ kind, part }) => [kind.name, read(part)]));
    return {
      drawn: Object.fromEntries(byName((part) => part.readDrawn())) as ReadViewModel["drawn"],
      drawnParts: Object.fromEntries(
        byName((part) => part.readParts?.() ?? []),
      ) as ReadViewModel["drawnParts"],
    };
  }
}
