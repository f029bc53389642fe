import { render } from "preact";
import { useMemo } from "preact/hooks";
import type { ViewAction } from "../../src/view/viewMessages";
import type { Placement } from "../kit/placement";
import type { ChartTheme } from "../kit/theme";
import { KINDS } from "../pictures/pictures";
import type { ViewEvent } from "../state/store";
import { Header } from "./header";
import { Message } from "./message";
import { Pictures, type PlacedPart } from "./pictures";
import { Verdict } from "./verdict";
import type { ReadViewModel } from "./readViewModel";
import type { ViewModel } from "./viewModel";

export interface AppHandlers {
  readonly onAction: (action: ViewAction) => void;
  readonly dispatch: (event: ViewEvent) => void;
}

/** The whole view: draws view-models into its root. */
export class App {
  private readonly root: HTMLElement;
  private readonly placement: Placement;
  private readonly handlers: AppHandlers;
  private readonly parts: readonly PlacedPart[];

  constructor(root: HTMLElement, placement: Placement, handlers: AppHandlers) {
    this.root = root;
    root.replaceChildren();
    this.placement = placement;
    this.handlers = handlers;
    this.parts = KINDS.map((kind) => ({ kind, part: kind.createPart(handlers.dispatch) }));
  }

  /** Shows a view-model at once; what is the same object as before is not drawn again. */
  render(view: ViewModel, theme: ChartTheme): void {
    render(
      <Page {...this.handlers} view={view} theme={theme} placement={this.placement} parts={this.parts} />,
      this.root,
    );
  }

  /** Draws the charts anew in the screen's pixels. */
  sharpen(): void {
    for (const { part } of this.parts) {
      part.sharpen();
    }
  }

  /** What is on the canvases now. */
  readDrawn(): Pick<ReadViewModel, "drawn" | "drawnParts"> {
    const byName = <Value,>(read: (part: PlacedPart["part"]) => Value): Readonly<Record<string, Value>> =>
      Object.fromEntries(this.parts.map(({ kind, part }) => [kind.name, read(part)]));
    return {
      drawn: byName((part) => part.readDrawn()),
      drawnParts: byName((part) => part.readParts?.() ?? []),
    };
  }
}

interface PageProps extends AppHandlers {
  readonly view: ViewModel;
  readonly theme: ChartTheme;
  readonly placement: Placement;
  readonly parts: readonly PlacedPart[];
}

function Page({ view, theme, placement, parts, onAction, dispatch }: PageProps) {
  // The same element as the last time is not looked into again.
  const header = useMemo(
    () => <Header view={view.header} placement={placement} onAction={onAction} dispatch={dispatch} />,
    [view.header, placement, onAction, dispatch],
  );
  const message = useMemo(
    () => <Message view={view.message} onAction={onAction} />,
    [view.message, onAction],
  );
  const verdict = useMemo(
    () => <Verdict view={view.verdict} onAction={onAction} />,
    [view.verdict, onAction],
  );
  const pictures = useMemo(
    () => <Pictures parts={parts} view={view.picture} theme={theme} dispatch={dispatch} />,
    [parts, view.picture, theme, dispatch],
  );
  return (
    <>
      {header}
      {placement === "panel" ? verdict : null}
      {message}
      {pictures}
      {/* The side bar has room for the picture or for the words. */}
      {placement === "side" ? verdict : null}
      <div class="announcement" role="status" aria-live="polite">
        {view.announcement}
      </div>
    </>
  );
}
