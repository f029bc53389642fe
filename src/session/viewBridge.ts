import { Channel, type NoRequests, type Port } from "../protocol/channel";
import type { Table } from "../view/tables";
import type { CellView, ConfigState, HostToView, RunView, ViewToHost } from "../view/viewMessages";
import type { RunCursor } from "../view/runRecord";
import type { Clock } from "./clock";
import { DisposableStore, type Disposable } from "./disposableStore";
import { parseViewMessage } from "./parseViewMessage";
import type { RunSource, Shown, ShownRun } from "./shownRun";
import type { Listenable } from "./signal";
import { throttle } from "./throttle";

/** Least time between two things that a view asks for: no person is faster, and a script gone wild is slowed down. */
const REQUEST_INTERVAL_MS = 200;

/** A webview, whatever holds it: the panel or the side view. */
export interface BridgedView {
  readonly port: Port;
  isVisible(): boolean;
  /** May also tell of other changes. */
  readonly onDidChangeVisibility: Listenable<void>;
}

export interface ViewBridgeOptions {
  readonly view: BridgedView;
  readonly shownRun: Pick<ShownRun, "shown" | "compared" | "configState" | "onDidChange">;
  readonly clock: Clock;
  /** Least time between two messages to the view. */
  readonly intervalMilliseconds: number;
  /** The view's script says that it was asked for something, or that it failed. */
  readonly onRequest: (
    message: Extract<
      ViewToHost,
      { readonly type: "view/action" | "view/openField" | "view/error" | "view/copy" | "view/save" }
    >,
  ) => void;
  /** The view's script runs. */
  readonly onReady: () => void;
  readonly onProblem: (problem: string, cause?: unknown) => void;
}

type Numbered = Extract<HostToView, { readonly sequence: number }>;

const NONE: readonly never[] = [];

type Unnumbered<M> = M extends unknown ? Omit<M, "sequence"> : never;

/**
 * Keeps one webview telling what `shownRun` holds. A view is a projection: it gets the whole when its script is
 * ready, when it becomes visible and when it missed something, and after that only new rows, only while it is
 * visible, and at most once an interval. Delivery to a hidden webview is never relied on.
 */
export class ViewBridge implements Disposable {
  readonly #options: ViewBridgeOptions;
  readonly #store = new DisposableStore();
  readonly #channel: Channel<
    { events: HostToView; requests: NoRequests },
    { events: ViewToHost; requests: NoRequests }
  >;
  readonly #flush: ReturnType<typeof throttle>;
  #sequence = 0;
  #visible: boolean;
  /** The runs that the view was told to compare last; undefined if it must be told. */
  #toldCompared: readonly RunSource[] | undefined;
  /** How the config stood when the view was told last; undefined if it must be told. */
  #toldConfig: ConfigState | undefined;
  readonly #lastRequestAt = new Map<string, number>();
  /** Nobody listens before the view's script has run once. */
  #ready = false;
  /** What the view was told last; undefined if it must be told the whole. */
  #told: { readonly source: RunSource; readonly cursor: RunCursor } | { readonly idle: Shown } | undefined;

  constructor(options: ViewBridgeOptions) {
    const { view, shownRun, clock } = options;
    this.#options = options;
    this.#visible = view.isVisible();
    this.#flush = this.#store.add(
      throttle(
        () => {
          this.#tell();
        },
        options.intervalMilliseconds,
        clock,
      ),
    );
    this.#channel = this.#store.add(
      new Channel(view.port, {
        parseEvent: parseViewMessage,
        onEvent: (message) => {
          this.#receive(message);
        },
        handlers: {},
        onProblem: options.onProblem,
        startTimer: (callback, milliseconds) => clock.after(milliseconds, callback),
      }),
    );
    this.#store.add(
      shownRun.onDidChange(() => {
        this.#requestFlush();
      }),
    );
    this.#store.add(
      view.onDidChangeVisibility(() => {
        if (this.#visible !== view.isVisible()) {
          this.#visible = view.isVisible();
          this.#tellWhole();
        }
      }),
    );
  }

  dispose(): void {
    this.#store.dispose();
  }

  #receive(message: ViewToHost): void {
    switch (message.type) {
      case "view/ready":
        this.#ready = true;
        this.#options.onReady();
        this.#tellWhole();
        break;
      case "view/resync":
        this.#tellWhole();
        break;
      case "view/neurons":
        this.#tellNeurons(message);
        break;
      case "view/action":
      case "view/openField":
      case "view/copy":
      case "view/save":
      case "view/error":
        this.#passOn(message);
        break;
    }
  }

  #passOn(message: Parameters<ViewBridgeOptions["onRequest"]>[0]): void {
    const { clock, onRequest } = this.#options;
    const now = clock.now();
    if (now - (this.#lastRequestAt.get(message.type) ?? -Infinity) >= REQUEST_INTERVAL_MS) {
      this.#lastRequestAt.set(message.type, now);
      onRequest(message);
    }
  }

  #tellNeurons({ of, position, after }: Extract<ViewToHost, { readonly type: "view/neurons" }>): void {
    const { view, shownRun } = this.#options;
    if (shownRun.shown.kind === "run" && view.isVisible()) {
      const neurons = shownRun.shown.source.neuronsOf(of, position, after);
      this.#channel.send({ type: "run/neurons", ...neurons });
    }
  }

  #tellWhole(): void {
    this.#told = undefined;
    this.#toldCompared = undefined;
    this.#toldConfig = undefined;
    this.#requestFlush();
  }

  #requestFlush(): void {
    if (this.#ready && this.#options.view.isVisible()) {
      this.#flush.request();
    }
  }

  #tell(): void {
    const { view, shownRun } = this.#options;
    if (!view.isVisible()) {
      // Hidden since this was asked for; it is told the whole when it becomes visible.
      return;
    }
    const { shown } = shownRun;
    if (shown.kind === "none") {
      const told = this.#told;
      if (told === undefined || !("idle" in told) || told.idle !== shown) {
        const { reason, detail } = shown;
        this.#told = { idle: shown };
        this.#send({ type: "run/none", reason, ...(detail === undefined ? {} : { detail }) });
      }
      return;
    }
    this.#tellRun(shown.source, shown.uri);
    this.#tellCompared(shown.source);
    this.#tellConfig(shown.source);
  }

  #tellConfig(source: RunSource): void {
    const { configState } = this.#options.shownRun;
    if (configState !== this.#toldConfig && configState !== undefined) {
      this.#channel.send({ type: "run/config", runId: source.header?.runId ?? "", state: configState });
    }
    this.#toldConfig = configState;
  }

  /** Comes behind the run that others are compared with. */
  #tellCompared(source: RunSource): void {
    const { compared } = this.#options.shownRun;
    if (
      compared === (this.#toldCompared ?? NONE) ||
      (compared.length === 0 && this.#toldCompared === undefined)
    ) {
      return;
    }
    this.#toldCompared = compared;
    this.#channel.send({
      type: "run/compared",
      runId: source.header?.runId ?? "",
      runs: compared.map((each) => tightRun(each.view())),
    });
  }

  #tellRun(source: RunSource, file: string | undefined): void {
    const told = this.#told;
    const since = told !== undefined && "source" in told && told.source === source ? told.cursor : undefined;
    const news = source.tell(since);
    if (news === undefined) {
      return;
    }
    const { message, cursor, isWhole } = news;
    // Noted before it is sent: an answer to it must find things as they are then.
    this.#told = { source, cursor };
    this.#send(
      message.type === "run/snapshot"
        ? { ...message, run: tightRun(message.run), ...(file === undefined ? {} : { file }) }
        : {
            ...message,
            ...(message.begun === undefined ? {} : { begun: message.begun.map(tightTables) }),
            cells: message.cells.map(tightTables),
          },
    );
    if (!isWhole) {
      this.#requestFlush();
    }
  }

  #send(message: Unnumbered<Numbered>): void {
    this.#channel.send({ ...message, sequence: this.#sequence++ });
  }
}

function tightRun(run: RunView): RunView {
  return { ...run, cells: run.cells.map(tightTables) };
}

function tightTables<Cell extends Partial<Pick<CellView, "epochs" | "snapshots">>>(cell: Cell): Cell {
  return {
    ...cell,
    ...(cell.epochs === undefined ? {} : { epochs: tightTable(cell.epochs) }),
    ...(cell.snapshots === undefined ? {} : { snapshots: tightTable(cell.snapshots) }),
  };
}

/** A webview is sent the whole buffer behind an array, so the array must be all that its buffer holds. */
function tightTable(table: Table): Table {
  const { values } = table;
  return values.byteLength === values.buffer.byteLength ? table : { ...table, values: values.slice() };
}
