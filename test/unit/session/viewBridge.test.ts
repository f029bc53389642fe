import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VIEW_INTERVAL_MS } from "../../../src/base/limits";
import { countLiveDisposables } from "../../../src/session/disposableStore";
import { ShownRun, type RunSource } from "../../../src/session/shownRun";
import { encodeFloats } from "../../../src/run/floatText";
import { Signal } from "../../../src/session/signal";
import { ViewBridge } from "../../../src/session/viewBridge";
import type { Table } from "../../../src/view/tables";
import type { CellView, HostToView, RunView, ViewToHost } from "../../../src/view/viewMessages";
import type { RunEvent } from "../../../src/run/runEvent";
import { RunRecord } from "../../../src/view/runRecord";
import { makeStudy, makeSyntheticRun } from "../../support/syntheticRun";
import { FakeClock } from "../editor/fakeClock";

/**
 * A webview in what concerns the bridge. Its script keeps a run as the real one does, from messages copied as VS Code
 * copies them; hiding it ends the script, showing it starts a new one, which says that it is ready some time later.
 */
class FakeWebview {
  readonly visibility = new Signal<void>();
  readonly #incoming = new Set<(message: unknown) => void>();
  readonly received: Numbered[] = [];
  readonly beside: HostToView[] = [];
  visible = true;
  listening = false;
  picture: RunView | { readonly reason: string } | undefined;
  #sequence: number | undefined;
  /** Loses every message while set. */
  deaf = false;

  readonly port = {
    post: (message: unknown): void => {
      if (!this.visible || !this.listening || this.deaf) {
        return;
      }
      checkTables(message);
      this.#take(copyAsVsCode(message) as HostToView);
    },
    onMessage: (listener: (message: unknown) => void): (() => void) => {
      this.#incoming.add(listener);
      return () => {
        this.#incoming.delete(listener);
      };
    },
  };

  say(message: ViewToHost | Record<string, unknown>): void {
    for (const listener of [...this.#incoming]) {
      listener(message);
    }
  }

  setVisible(visible: boolean): void {
    if (visible !== this.visible) {
      this.visible = visible;
      this.listening = false;
      this.picture = undefined;
      this.visibility.fire();
    }
  }

  startScript(): void {
    if (this.visible && !this.listening) {
      this.listening = true;
      this.#sequence = undefined;
      this.say({ type: "view/ready" });
    }
  }

  #take(message: HostToView): void {
    if (!("sequence" in message)) {
      this.beside.push(message);
      return;
    }
    this.received.push(message);
    const gap = this.#sequence !== undefined && message.sequence !== this.#sequence + 1;
    this.#sequence = message.sequence;
    if (message.type === "run/snapshot") {
      this.picture = message.run;
    } else if (message.type === "run/none") {
      this.picture = { reason: message.reason };
    } else if (gap || this.picture === undefined || "reason" in this.picture) {
      this.say({ type: "view/resync" });
    } else {
      this.picture = grow(this.picture, message);
    }
  }
}

type Numbered = Extract<HostToView, { readonly sequence: number }>;

function grow(run: RunView, delta: Extract<HostToView, { type: "run/delta" }>): RunView {
  const { runId, configName, createdAt, networks, config, tool } = run;
  const join = (table: Table, more: Table | undefined): Table =>
    more === undefined ? table : { ...table, values: Float64Array.of(...table.values, ...more.values) };
  const known = [...run.cells, ...(delta.begun ?? [])].sort((a, b) => a.position - b.position);
  expect(new Set(known.map(({ position }) => position)).size).toBe(known.length);
  const cells = known.map((cell, index): CellView => {
    const news = delta.cells.find(({ cellIndex }) => cellIndex === index);
    return {
      ...cell,
      epochs: join(cell.epochs, news?.epochs),
      snapshots: join(cell.snapshots, news?.snapshots),
      notes: news?.notes ?? cell.notes,
      ...(news?.bound === undefined ? {} : { bound: news.bound }),
    };
  });
  return {
    runId,
    configName,
    createdAt,
    networks,
    ...(config === undefined ? {} : { config }),
    ...(tool === undefined ? {} : { tool }),
    status: delta.status,
    ...(delta.failure === undefined ? {} : { failure: delta.failure }),
    ...(delta.progress === undefined ? {} : { progress: delta.progress }),
    cells,
  };
}

/** VS Code sends the whole buffer behind an array: nothing else may be in it. */
function checkTables(message: unknown): void {
  if (ArrayBuffer.isView(message)) {
    expect([message.byteOffset, message.byteLength]).toEqual([0, message.buffer.byteLength]);
  } else if (typeof message === "object" && message !== null) {
    Object.values(message).forEach(checkTables);
  }
}

/**
 * A message as it arrives at a webview (VS Code's extHostWebviewMessaging.ts): JSON, with whole buffers beside it. A
 * number in it that JSON does not have becomes null, an undefined field is gone.
 */
function copyAsVsCode(message: unknown): unknown {
  const buffers: ArrayBuffer[] = [];
  const text = JSON.stringify(message, (_key, value: unknown) => {
    if (!ArrayBuffer.isView(value)) {
      return value;
    }
    buffers.push(value.buffer.slice(0) as ArrayBuffer);
    return { view: value.constructor.name, buffer: buffers.length - 1 };
  });
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || !("view" in value) || !("buffer" in value)) {
      return value;
    }
    const buffer = buffers[Number(value.buffer)]!;
    expect(["Float64Array", "Float32Array"]).toContain(value.view);
    return value.view === "Float64Array" ? new Float64Array(buffer) : new Float32Array(buffer);
  });
}

function setUp(record = new RunRecord()) {
  const clock = new FakeClock();
  const shownRun = new ShownRun();
  const webview = new FakeWebview();
  const requests: string[] = [];
  const problems: string[] = [];
  const bridge = new ViewBridge({
    view: {
      port: webview.port,
      isVisible: () => webview.visible,
      onDidChangeVisibility: webview.visibility.on,
    },
    shownRun,
    clock,
    intervalMilliseconds: VIEW_INTERVAL_MS,
    onReady: () => undefined,
    onRequest: (message) =>
      requests.push(
        message.type === "view/action"
          ? message.action
          : message.type === "view/copy"
            ? message.text
            : message.type === "view/save"
              ? message.format
              : message.type === "view/openField"
                ? message.path.join(".")
                : message.message,
      ),
    onProblem: (problem) => problems.push(problem),
  });
  const apply = (events: readonly RunEvent[]): void => {
    for (const event of events) {
      record.apply(event);
      shownRun.noteGrowth(record);
    }
  };
  const types = (): string[] => webview.received.map(({ type }) => type);
  return { clock, shownRun, webview, requests, problems, bridge, record, apply, types };
}

const EVENTS = makeSyntheticRun(20);

describe("ViewBridge", () => {
  it("says nothing before the script is ready, and then why there is nothing", () => {
    const { webview, shownRun, clock, types } = setUp();
    shownRun.show({ kind: "none", reason: "no-run" });
    clock.advance(1000);
    expect(types()).toEqual([]);
    webview.startScript();
    expect(webview.received).toEqual([{ type: "run/none", sequence: 0, reason: "no-run" }]);
  });

  it("sends the whole, then only what is new, at most once an interval, with rising numbers", () => {
    const { webview, shownRun, clock, record, apply, types } = setUp();
    apply(EVENTS.slice(0, 4));
    shownRun.show({ kind: "run", source: record });
    webview.startScript();
    for (const event of EVENTS.slice(4, 34)) {
      apply([event]);
      clock.advance(VIEW_INTERVAL_MS / 10);
    }
    clock.advance(1000);
    expect(types()).toEqual(["run/snapshot", "run/delta", "run/delta", "run/delta"]);
    expect(webview.received.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3]);
    expect(webview.picture).toEqual(record.view());
  });

  it("tells what is kept of a network's neurons when it is asked, from an epoch on", () => {
    const { webview, shownRun, record, apply } = setUp();
    const cell = { variant: 0, seed: 0 };
    const weightsAt = (epoch: number): RunEvent => ({
      type: "cell/weights",
      cell,
      epoch,
      layers: [encodeFloats([epoch, 0.5]), encodeFloats([-1])],
    });
    const histogramsAt = (epoch: number): RunEvent => ({
      type: "cell/histograms",
      cell,
      epoch,
      estimator: "binning",
      layers: [
        { range: [-1, 1], below: 0, above: 2, counts: [epoch, 4] },
        { range: [0, 1], below: 0, above: 0, counts: [5, 6] },
      ],
    });
    apply([...EVENTS.slice(0, 4), weightsAt(0), histogramsAt(0), weightsAt(3), histogramsAt(3)]);
    const asked = { type: "view/neurons", of: "weights", position: 1, after: -1 } as const;
    webview.say(asked);
    expect(webview.beside).toEqual([]);
    shownRun.show({ kind: "run", source: record });
    webview.startScript();
    webview.say({ ...asked, after: 0 });
    webview.say({ ...asked, position: 9 });
    webview.say({ ...asked, of: "histograms", after: 0 });
    const told = { type: "run/neurons", runId: record.header?.runId, position: 1, after: 0, epochs: [3] };
    expect(webview.beside).toEqual([
      { ...told, of: "weights", values: [Float32Array.of(3, 0.5, -1)] },
      { ...told, of: "weights", position: 9, after: -1, epochs: [], values: [] },
      {
        ...told,
        of: "histograms",
        estimator: "binning",
        values: [Float64Array.of(-1, 1, 0, 2, 3, 4, 0, 1, 0, 0, 5, 6)],
      },
    ]);
    // They are none of the numbered messages.
    expect(webview.received.map(({ sequence }) => sequence)).toEqual([0]);
  });

  it("tells the runs that are compared once, again with the whole, and their end", () => {
    const { webview, shownRun, record, apply, clock } = setUp();
    apply(EVENTS);
    const other = new RunRecord();
    other.apply(EVENTS[0]!);
    shownRun.show({ kind: "run", source: record });
    webview.startScript();
    expect(webview.beside).toEqual([]);
    shownRun.compare([other]);
    clock.advance(1000);
    const told = { type: "run/compared", runId: record.header?.runId, runs: [other.view()] };
    expect(webview.beside).toEqual([told]);
    shownRun.noteGrowth(record);
    clock.advance(1000);
    expect(webview.beside).toEqual([told]);
    webview.say({ type: "view/resync" });
    clock.advance(1000);
    expect(webview.beside).toEqual([told, told]);
    shownRun.compare([]);
    clock.advance(1000);
    expect(webview.beside.at(-1)).toEqual({ ...told, runs: [] });
    expect(shownRun.compared).toEqual([]);
    shownRun.compare([other]);
    shownRun.show({ kind: "run", source: other });
    expect(shownRun.compared).toEqual([]);
  });

  it("tells how the config stands to its file, once, and again with the whole", () => {
    const { webview, shownRun, record, apply, clock } = setUp();
    apply(EVENTS);
    shownRun.show({ kind: "run", source: record });
    webview.startScript();
    expect(webview.beside).toEqual([]);
    shownRun.noteConfig(record, "changed");
    shownRun.noteConfig(new RunRecord(), "gone");
    clock.advance(1000);
    shownRun.noteGrowth(record);
    clock.advance(1000);
    const told = { type: "run/config", runId: record.header?.runId, state: "changed" };
    expect(webview.beside).toEqual([told]);
    webview.say({ type: "view/resync" });
    clock.advance(1000);
    expect(webview.beside).toEqual([told, told]);
    shownRun.noteConfig(record, "same");
    clock.advance(1000);
    expect(webview.beside.at(-1)).toEqual({ ...told, state: "same" });
    shownRun.show({ kind: "run", source: new RunRecord() });
    expect(shownRun.configState).toBeUndefined();
  });

  it("keeps what is not a number", () => {
    const { webview, shownRun, record, apply } = setUp();
    apply(EVENTS);
    shownRun.show({ kind: "run", source: record });
    webview.startScript();
    const picture = webview.picture as RunView;
    expect([...(picture.cells[0]?.epochs.values ?? [])].filter(Number.isNaN)).toHaveLength(1);
  });

  it("brings every figure as it is, the unusual ones too, whole and in deltas", () => {
    const unusual = [NaN, Infinity, -Infinity, -0, 5e-324, 2.2e-308, Number.MAX_VALUE, 2 ** 53 + 2, 0.1];
    const strange = EVENTS.map((event): RunEvent => {
      if (event.type !== "cell/epoch") {
        return event;
      }
      const figure = unusual[event.epoch % unusual.length]!;
      return { ...event, training: { loss: figure, accuracy: figure }, test: { loss: figure, accuracy: 0 } };
    });
    const { webview, shownRun, clock, record, apply, types } = setUp();
    apply(strange.slice(0, 20));
    shownRun.show({ kind: "run", source: record });
    webview.startScript();
    apply(strange.slice(20));
    clock.advance(1000);
    expect(types()).toEqual(["run/snapshot", "run/delta"]);
    const bytesOf = ({ cells }: RunView): readonly (readonly number[])[] =>
      cells.flatMap(({ epochs, snapshots }) =>
        [epochs, snapshots].map(({ values }) => [...new BigUint64Array(values.slice().buffer)].map(Number)),
      );
    const picture = webview.picture as RunView;
    expect(bytesOf(picture)).toEqual(bytesOf(record.view()));
    const losses = picture.cells[0]!.epochs.values.filter((_, index) => index % 11 === 1);
    for (const figure of unusual) {
      expect(
        [...losses].some((loss) => Object.is(loss, figure)),
        String(figure),
      ).toBe(true);
    }
  });

  it("sends of a larger buffer only the part that a table has", () => {
    const { webview, shownRun, record, apply } = setUp();
    apply(EVENTS);
    const loose = (table: Table): Table => {
      const buffer = new Float64Array(table.values.length + 2).fill(7);
      buffer.set(table.values, 1);
      return { ...table, values: buffer.subarray(1, -1) };
    };
    const source: RunSource = {
      header: record.header,
      advicePath: undefined,
      neuronsOf: (...asked) => record.neuronsOf(...asked),
      view: () => record.view(),
      tell: (since) => {
        const news = record.tell(since);
        if (news?.message.type !== "run/snapshot") {
          return news;
        }
        const cells = news.message.run.cells.map((cell) => ({
          ...cell,
          epochs: loose(cell.epochs),
          snapshots: loose(cell.snapshots),
        }));
        return { ...news, message: { ...news.message, run: { ...news.message.run, cells } } };
      },
    };
    shownRun.show({ kind: "run", source });
    webview.startScript();
    expect(webview.picture).toEqual(record.view());
  });

  it("sends nothing to a hidden view, and the whole when it is shown again", () => {
    const { webview, shownRun, clock, record, apply, types } = setUp();
    apply(EVENTS.slice(0, 4));
    shownRun.show({ kind: "run", source: record });
    webview.startScript();
    webview.setVisible(false);
    apply(EVENTS.slice(4));
    clock.advance(1000);
    expect(types()).toEqual(["run/snapshot"]);
    expect(clock.waiting).toBe(0);
    webview.setVisible(true);
    webview.startScript();
    clock.advance(1000);
    expect(types().at(-1)).toBe("run/snapshot");
    expect(webview.picture).toEqual(record.view());
  });

  it("does not repeat itself where only the focus changed", () => {
    const { webview, shownRun, clock, record, apply, types } = setUp();
    apply(EVENTS);
    shownRun.show({ kind: "run", source: record });
    webview.startScript();
    webview.visibility.fire();
    clock.advance(1000);
    expect(types()).toEqual(["run/snapshot"]);
  });

  it("sends the whole where the view missed something", () => {
    const { webview, shownRun, clock, record, apply, types } = setUp();
    apply(EVENTS.slice(0, 4));
    shownRun.show({ kind: "run", source: record });
    webview.startScript();
    webview.deaf = true;
    apply(EVENTS.slice(4, 8));
    clock.advance(1000);
    webview.deaf = false;
    apply(EVENTS.slice(8));
    clock.advance(1000);
    expect(types()).toEqual(["run/snapshot", "run/delta", "run/snapshot"]);
    expect(webview.picture).toEqual(record.view());
  });

  it("tells of a network that begins by that network alone", () => {
    const { webview, shownRun, clock, record, apply } = setUp();
    shownRun.show({ kind: "run", source: record });
    const study = makeStudy([2, 0, 1], 20);
    apply(study.slice(0, 1));
    webview.startScript();
    for (const event of study.slice(1)) {
      apply([event]);
      clock.advance(VIEW_INTERVAL_MS);
    }
    expect(webview.received.filter(({ type }) => type === "run/snapshot")).toHaveLength(1);
    const begun = webview.received.flatMap((message) =>
      message.type === "run/delta" && message.begun !== undefined ? [message.begun] : [],
    );
    expect(begun.map((cells) => cells.map(({ seed }) => seed))).toEqual([[2], [0], [1]]);
    expect(webview.picture).toEqual(record.view());
  });

  it("brings a run that is too large for one message in several", () => {
    const { webview, shownRun, clock, record, apply } = setUp(new RunRecord(20_000));
    apply(makeStudy([0, 1, 2, 3, 4, 5], 20));
    shownRun.show({ kind: "run", source: record });
    webview.startScript();
    clock.advance(10 * VIEW_INTERVAL_MS);
    const cellsOf = (message: HostToView): readonly CellView[] =>
      message.type === "run/snapshot"
        ? message.run.cells
        : message.type === "run/delta"
          ? (message.begun ?? [])
          : [];
    // A network of these takes some 7400 bytes.
    expect(webview.received.map((message) => cellsOf(message).length)).toEqual([2, 2, 2]);
    expect(webview.picture).toEqual(record.view());
    expect(clock.waiting).toBe(0);
  });

  it("answers a view that asks without end no more often than that", () => {
    const { webview, shownRun, clock, record, apply, types } = setUp();
    apply(EVENTS);
    shownRun.show({ kind: "run", source: record });
    webview.startScript();
    for (let step = 0; step < 100; step++) {
      webview.say({ type: "view/resync" });
      clock.advance(VIEW_INTERVAL_MS / 10);
    }
    expect(types().length).toBeLessThanOrEqual(11);
  });

  it("passes on what is asked for, but not a flood of it", () => {
    const { webview, clock, requests, problems } = setUp();
    for (let step = 0; step < 100; step++) {
      webview.say({ type: "view/action", action: "run" });
      clock.advance(10);
    }
    expect(requests).toHaveLength(5);
    webview.say({ type: "view/error", message: "It broke.", stack: "" });
    expect(requests.at(-1)).toBe("It broke.");
    expect(problems).toEqual([]);
  });

  it.each([
    [{ type: "view/action", action: "workbench.action.quit" }],
    [{ type: "view/action" }],
    [{ type: "constructor" }],
    [{ type: "view/error", message: 1, stack: "" }],
    [{}],
  ])("drops and reports %j", (message) => {
    const { webview, requests, problems } = setUp();
    webview.say(message);
    expect(requests).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  it("leaves nothing behind", () => {
    const before = countLiveDisposables();
    const { webview, shownRun, clock, bridge, record, apply } = setUp();
    shownRun.show({ kind: "run", source: record });
    webview.startScript();
    apply(EVENTS);
    bridge.dispose();
    apply(EVENTS);
    webview.say({ type: "view/resync" });
    expect(clock.waiting).toBe(0);
    expect(countLiveDisposables()).toBe(before);
  });

  it("leaves the view with the record, whatever is hidden, shown, lost and asked again meanwhile", () => {
    const act = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ do: fc.constant("apply" as const), count: fc.integer({ min: 1, max: 5 }) }),
      },
      {
        weight: 4,
        arbitrary: fc.record({ do: fc.constant("wait" as const), count: fc.integer({ min: 1, max: 150 }) }),
      },
      fc.constantFrom(
        ...(["hide", "show", "script", "deafen", "hear", "resync", "focus", "none", "run"] as const).map(
          (name) => ({
            do: name,
            count: 0,
          }),
        ),
      ),
    );
    const study = makeStudy([1, 2, 0], 8);
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), fc.boolean(), (acts, isStudy) => {
        const { webview, shownRun, clock, record, apply } = setUp(new RunRecord(4000));
        const events = isStudy ? study : EVENTS;
        let next = 2;
        apply(events.slice(0, next));
        for (const { do: name, count } of acts) {
          switch (name) {
            case "apply":
              apply(events.slice(next, next + count));
              next += count;
              break;
            case "wait":
              clock.advance(count);
              break;
            case "hide":
            case "show":
              webview.setVisible(name === "show");
              break;
            case "script":
              webview.startScript();
              break;
            case "deafen":
            case "hear":
              webview.deaf = name === "deafen";
              break;
            case "resync":
              webview.say({ type: "view/resync" });
              break;
            case "focus":
              webview.visibility.fire();
              break;
            case "none":
              shownRun.show({ kind: "none", reason: "loading" });
              break;
            case "run":
              shownRun.show({ kind: "run", source: record });
              break;
          }
        }
        shownRun.show({ kind: "run", source: record });
        webview.deaf = false;
        webview.setVisible(true);
        webview.startScript();
        clock.advance(VIEW_INTERVAL_MS);
        record.setProgress({ epoch: 1, epochs: 2 });
        shownRun.noteGrowth(record);
        clock.advance(5 * VIEW_INTERVAL_MS);
        expect(webview.picture).toEqual(record.view());
        expect(clock.waiting).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});
