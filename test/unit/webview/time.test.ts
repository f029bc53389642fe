import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeOnRail } from "../../../webview/kit/placeOnRail";
import { partEpochs } from "../../../webview/kit/epochParts";
import {
  createInitialState,
  reduceView,
  toPersistedState,
  type ViewEvent,
} from "../../../webview/state/store";
import { readPersistedState } from "../../../webview/state/persistedState";
import { buildTimeline, findIndexAt, findIndexNear, findRowAt } from "../../../webview/state/timeline";
import { createViewModelBuilder } from "../../../webview/ui/viewModel";
import { resolveTheme } from "../../../webview/kit/theme";
import { createLossChart } from "../../../webview/pictures/losses/lossChart";
import { EMPTY_CELL, point, RUN, showRun, snapshotRow, snapshotTable, table } from "./cells";

const EPOCHS = [0, 1, 3, 10, 100];
const cell = {
  ...EMPTY_CELL,
  snapshots: snapshotTable(EPOCHS.map((epoch) => snapshotRow(epoch, point(1, 0.5), point(2, 0.25)))),
};
const START = showRun({ ...RUN, cells: [cell] });
const after = (...events: readonly ViewEvent[]) => events.reduce(reduceView, START);
const move = (by: number): ViewEvent => ({ type: "view/moveCursor", by });
const set = (epoch: number): ViewEvent => ({ type: "view/setCursor", epoch });

describe("the recorded epochs", () => {
  it("are those of all tables, each once, in order", () => {
    expect(buildTimeline(table([[0], [5]], 1), table([[1], [5], [9]], 1))).toEqual([0, 1, 5, 9]);
  });

  it("are found by an epoch, and by the place that lies nearest on the logarithmic axis", () => {
    expect([-1, 0, 2, 3, 99, 1e9].map((epoch) => findIndexAt(EPOCHS, epoch))).toEqual([0, 0, 1, 2, 3, 4]);
    expect([0, 0.99, 1].map((place) => findIndexNear(EPOCHS, place))).toEqual([0, 4, 4]);
    expect(findIndexNear(EPOCHS, Math.log1p(5) / Math.log1p(100))).toBe(2);
    expect(findIndexNear([], 0.5)).toBe(0);
    const rows = table([[2], [4]], 1);
    expect([1, 2, 3, 4, 9].map((epoch) => findRowAt(rows, epoch))).toEqual([undefined, 0, 0, 1, 1]);
  });
});

describe("a linear axis of epochs", () => {
  const linear: ViewEvent = { type: "view/selectEpochAxis", axis: "linear" };
  const view = createViewModelBuilder("panel")(after(linear, set(10)));

  it("begins with epoch 0 in all charts and on the axis of time, and is kept over a reload", () => {
    const { gradient, information, loss } = view.picture!;
    expect([gradient.xRange, information.xRange, loss.xRange]).toEqual([
      [0, 100],
      [0, 100],
      [0, 100],
    ]);
    expect(view.scrubber).toMatchObject({ epoch: 10, place: 0.1, axis: "linear" });
    expect(view.scrubber?.ticks.map(({ epoch }) => epoch)).toEqual([0, 20, 40, 60, 80, 100]);
    const kept = readPersistedState(toPersistedState(after(linear)));
    expect(createInitialState(kept).epochAxis).toBe("linear");
    expect(toPersistedState(START)).not.toHaveProperty("epochAxis");
  });

  it("is drawn as one", () => {
    const theme = resolveTheme({ read: () => "", background: "#ffffff", highContrast: false });
    const typeOf = (axis: "linear" | "logarithmic") => {
      const { picture } = createViewModelBuilder("panel")(after({ type: "view/selectEpochAxis", axis }));
      return createLossChart(picture!.loss, theme, "wide").options.scales?.["x"]?.type;
    };
    expect([typeOf("linear"), typeOf("logarithmic")]).toEqual(["linear", "logarithmic"]);
  });
});

describe("the cursor", () => {
  it("follows the newest epoch until the reader moves it, and again from the newest on", () => {
    expect(START.cursor).toBeUndefined();
    expect(after(move(-1)).cursor).toBe(10);
    expect(after(move(-1), move(1)).cursor).toBeUndefined();
    expect(after(move(-99)).cursor).toBe(0);
    expect(after(set(0), move(1)).cursor).toBe(1);
  });

  it("stands on recorded epochs only", () => {
    expect(after(set(5)).cursor).toBe(3);
    expect(after(set(99)).cursor).toBeUndefined();
    expect(after({ type: "view/setCursor" }).cursor).toBeUndefined();
  });

  it("plays from where it is to the end, at its speed, and stops when it is moved", () => {
    const playing = after(set(1), { type: "view/togglePlay" });
    expect(playing).toMatchObject({ cursor: 1 });
    expect(playing.playing).toBeCloseTo(Math.log1p(1) / Math.log1p(100), 10);
    const later = reduceView(playing, { type: "view/tick", seconds: 4 });
    expect(later.cursor).toBe(3);
    const faster = reduceView(reduceView(playing, { type: "view/selectSpeed", speed: 2 }), {
      type: "view/tick",
      seconds: 4,
    });
    expect(faster.cursor).toBe(10);
    const ended = reduceView(later, { type: "view/tick", seconds: 100 });
    expect([ended.cursor, ended.playing]).toEqual([undefined, undefined]);
    const looping = reduceView(later, { type: "view/toggleLoop" });
    expect(reduceView(looping, { type: "view/tick", seconds: 100 })).toMatchObject({ cursor: 0, playing: 0 });
    expect(reduceView(playing, move(1)).playing).toBeUndefined();
    expect(reduceView(playing, { type: "view/togglePlay" }).playing).toBeUndefined();
    // At the end it begins anew.
    expect(after({ type: "view/togglePlay" }).cursor).toBe(0);
    expect(reduceView(createInitialState(undefined), { type: "view/togglePlay" }).playing).toBeUndefined();
  });

  it("outlives a reload for the same run, with what else the reader chose", () => {
    const left = after(
      set(3),
      { type: "view/selectSmoothing", parts: 0 },
      { type: "view/selectGradientFigure", figure: "t" },
      { type: "view/selectNetwork", network: { kind: "network", position: 1 } },
      { type: "view/openDrawer", drawer: "table" },
    );
    const persisted = readPersistedState(JSON.parse(JSON.stringify(toPersistedState(left))) as unknown);
    expect(persisted).toMatchObject({ cursor: 3, smoothing: 0, gradientFigure: "t", drawer: "table" });
    const again = showRun({ ...RUN, cells: [cell] }, createInitialState(persisted));
    expect(again).toMatchObject({ cursor: 3, smoothing: 0, network: { kind: "network", position: 1 } });
    const other = showRun({ ...RUN, runId: "other", cells: [cell] }, createInitialState(persisted));
    expect([other.cursor, other.network]).toEqual([undefined, undefined]);
  });

  it.each([
    [{ cursor: "3" }],
    [{ smoothing: 7 }],
    [{ gradientFigure: "x" }],
    [{ network: { kind: "network" } }],
    [{ network: { kind: "mean", variant: 0.5 } }],
    [{ network: 3 }],
    [{ drawer: "attic" }],
  ])("is not taken from a state that makes no sense: %j", (stored) => {
    expect(readPersistedState({ version: 1, hiddenLayers: [], ...stored })).toEqual({
      version: 1,
      hiddenLayers: [],
    });
  });

  it("is on the time axis and in words, and leaves the pictures as they are", () => {
    const build = createViewModelBuilder("panel");
    const first = build(START);
    const moved = build(after(set(10)));
    expect(first.scrubber).toMatchObject({ epoch: 100, place: 1, isFollowing: true });
    expect(moved.scrubber).toMatchObject({
      epoch: 10,
      isFollowing: false,
      valueText: "epoch 10, 4 of 5 recorded",
    });
    expect(moved.picture).toBe(first.picture);
    expect(moved.cursor).toBe(10);
    expect(moved.announcement).toBe(
      "Epoch 10. T1: I(X;T) 1.00 bits, I(T;Y) 0.500 bits. T2: I(X;T) 2.00 bits, I(T;Y) 0.250 bits.",
    );
    expect(build(after(set(0), { type: "view/togglePlay" })).announcement).not.toContain("Epoch");
  });
});

describe("epochs in parts of a logarithmic axis", () => {
  it("are all there, in their order, whatever the parts", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat({ max: 5000 }), { maxLength: 300 }),
        fc.nat({ max: 100 }),
        (found, parts) => {
          const epochs = found.sort((a, b) => a - b);
          const groups = partEpochs(epochs, (index) => index % 7 !== 3, epochs.at(-1) ?? 1, parts);
          expect(groups.flat()).toEqual([...epochs.keys()]);
          expect(groups.every((group) => new Set(group.map((index) => index % 7 !== 3)).size === 1)).toBe(
            true,
          );
          if (parts === 0) {
            expect(groups.length).toBe(epochs.length);
          }
        },
      ),
    );
  });
});

describe("labels on the rail", () => {
  it("keep their order and their distance, between top and bottom, and their wish where there is room", () => {
    expect(placeOnRail([10, 100, 200], 12, 0, 300)).toEqual([10, 100, 200]);
    expect(placeOnRail([50, 50, 50], 12, 0, 300)).toEqual([50, 62, 74]);
    expect(placeOnRail([300, 300], 12, 0, 300)).toEqual([288, 300]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: -50, max: 350, noNaN: true }), { maxLength: 40 }), (wishes) => {
        const sorted = wishes.sort((a, b) => a - b);
        const places = placeOnRail(sorted, 12, 0, 300);
        const step = Math.min(12, 300 / Math.max(1, wishes.length - 1));
        for (const [index, place] of places.entries()) {
          expect(place).toBeGreaterThanOrEqual(-1e-9);
          expect(place).toBeLessThanOrEqual(300 + 1e-9);
          expect(place - (places[index - 1] ?? -Infinity)).toBeGreaterThanOrEqual(step - 1e-9);
        }
      }),
    );
  });
});
