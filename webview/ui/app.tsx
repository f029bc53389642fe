import { render } from "preact";
import { useMemo } from "preact/hooks";
import type { ViewAction } from "../../src/view/viewMessages";
import { DrawQueue } from "../kit/drawQueue";
import type { Placement } from "../kit/placement";
import type { ChartTheme } from "../kit/theme";
import type { ZoomWindow } from "../kit/zoomWindow";
import { KINDS } from "../pictures/pictures";
import type { ViewEvent } from "../state/store";
import type { ExportScope } from "./exportSheet";
import type { ExportName } from "./exportView";
import { Drawers } from "./drawers";
import { Header } from "./header";
import { Message } from "./message";
import { Pictures, type PlacedPart } from "./pictures";
import { Scrubber } from "./scrubber";
import { Sparklines } from "./sparklines";
import { Tools } from "./tools";
import { Verdict } from "./verdict";
import type { ReadViewModel } from "./readViewModel";
import type { ViewModel } from "./viewModel";

export interface AppHandlers {
  readonly onAction: (action: ViewAction) => void;
  readonly onCopy: (text: string) => void;
  /** Opens the config of today at a field. */
  readonly onOpenField: (path: readonly string[]) => void;
  readonly onExport: (name: ExportName, scope: ExportScope) => void;
  readonly dispatch: (event: ViewEvent) => void;
}

/** The whole view: draws view-models into its root. */
export class App {
  private readonly root: HTMLElement;
  private readonly placement: Placement;
  private readonly handlers: AppHandlers;
  private readonly parts: readonly PlacedPart[];
  private readonly drawQueue = new DrawQueue((draw) => requestAnimationFrame(draw));

  constructor(root: HTMLElement, placement: Placement, handlers: AppHandlers) {
    this.root = root;
    root.replaceChildren();
    this.placement = placement;
    this.handlers = handlers;
    // The side bar has room for one picture, and for a summary of the others.
    this.parts = KINDS.filter(({ column }) => placement === "panel" || column === "large").map((kind) => ({
      kind,
      part: kind.createPart({ dispatch: handlers.dispatch, placement, drawQueue: this.drawQueue }),
    }));
  }

  /** Shows a view-model at once but for its pictures, which follow one a frame, and how far a file is that is being made; what is the same object as before is not drawn again. */
  render(view: ViewModel, theme: ChartTheme, exporting = ""): void {
    render(
      <Page
        {...this.handlers}
        view={view}
        theme={theme}
        exporting={exporting}
        placement={this.placement}
        parts={this.parts}
      />,
      this.root,
    );
  }

  /** Whether a chart still waits to be drawn. */
  get isDrawing(): boolean {
    return this.drawQueue.isWaiting;
  }

  /** Draws the charts anew in the screen's pixels. */
  sharpen(): void {
    for (const { part } of this.parts) {
      part.sharpen();
    }
  }

  /** The part of a picture's axes that the reader looks at; undefined for all of them. */
  readWindow(name: string): ZoomWindow | undefined {
    return this.parts.find(({ kind }) => kind.name === name)?.part.readWindow?.();
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
  readonly exporting: string;
  readonly placement: Placement;
  readonly parts: readonly PlacedPart[];
}

function Page({
  view,
  theme,
  exporting,
  placement,
  parts,
  onAction,
  onCopy,
  onOpenField,
  onExport,
  dispatch,
}: PageProps) {
  const isPanel = placement === "panel";
  // The same element as the last time is not looked into again.
  const header = useMemo(
    () => (
      <Header
        view={view.header}
        canExport={isPanel && view.picture !== undefined}
        exporting={exporting}
        onExport={onExport}
        onAction={onAction}
      />
    ),
    [view.header, isPanel && view.picture !== undefined, exporting, onExport, onAction],
  );
  const message = useMemo(
    () => <Message view={view.message} isAlone={view.header === undefined} onAction={onAction} />,
    [view.message, view.header === undefined, onAction],
  );
  const verdict = useMemo(
    () => (
      <Verdict
        phases={view.phases}
        view={view.verdict}
        hasEvidence={isPanel}
        onAction={onAction}
        dispatch={dispatch}
      />
    ),
    [view.phases, view.verdict, isPanel, onAction, dispatch],
  );
  const tools = useMemo(
    () => (
      <Tools
        view={view.tools}
        plane={view.picture?.plane.controls}
        layers={view.picture?.legend ?? []}
        theme={theme}
        placement={placement}
        dispatch={dispatch}
      />
    ),
    [view.tools, view.picture?.plane.controls, view.picture?.legend, theme, placement, dispatch],
  );
  const pictures = useMemo(
    () => (
      <Pictures
        parts={parts}
        view={view.picture}
        cursor={view.cursor}
        theme={theme}
        dispatch={dispatch}
        onOpen={
          isPanel
            ? undefined
            : () => {
                onAction("openPanel");
              }
        }
      />
    ),
    [parts, view.picture, view.cursor, theme, isPanel, dispatch, onAction],
  );
  const drawers = useMemo(
    () => (
      <Drawers
        isShown={view.picture !== undefined}
        view={view.drawer}
        theme={theme}
        dispatch={dispatch}
        onAction={onAction}
        onCopy={onCopy}
        onOpenField={onOpenField}
      />
    ),
    [view.picture === undefined, view.drawer, theme, dispatch, onAction, onCopy, onOpenField],
  );
  return (
    <>
      {header}
      {/* In the side bar the picture comes before the words. */}
      {isPanel ? verdict : null}
      {message}
      {tools}
      {pictures}
      {isPanel ? <Scrubber view={view.scrubber} dispatch={dispatch} /> : verdict}
      {isPanel ? drawers : <Sparklines lines={view.sparklines} theme={theme} />}
      <div class="announcement" role="status" aria-live="polite">
        {view.announcement}
      </div>
    </>
  );
}
