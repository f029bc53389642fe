import { describe, expect, it } from "vitest";
import type { PlaneArrangement, RunView } from "../../../src/view/viewMessages";
import { createPlaneChart } from "../../../webview/pictures/plane/planeChart";
import { markPlaneCursor } from "../../../webview/pictures/plane/planeCursor";
import { resolveTheme } from "../../../webview/kit/theme";
import { reduceView, type ViewEvent } from "../../../webview/state/store";
import { createViewModelBuilder } from "../../../webview/ui/viewModel";
import { EMPTY_CELL, point, RUN, showRun, snapshotRow, snapshotTable } from "./cells";

const THEME = resolveTheme({ read: () => "", background: "#ffffff", highContrast: false });
const EPOCHS = [0, 1, 3, 10, 31, 100, 316, 1000];

const cell = (position: number, variant: number, scale: number) => ({
  ...EMPTY_CELL,
  position,
  variant,
  seed: position,
  variantName: `rate ${variant}`,
  snapshots: snapshotTable(
    EPOCHS.map((epoch, index) => snapshotRow(epoch, point(scale * (1 + index / 10), 0.5), point(scale, 0.9))),
  ),
});
const STUDY: RunView = {
  ...RUN,
  networks: 4,
  cells: [cell(1, 0, 1), cell(2, 0, 2), cell(3, 1, 1), cell(4, 1, 0.5)],
};

function planesOf(run: RunView, placement: "panel" | "side" = "panel", ...events: readonly ViewEvent[]) {
  return createViewModelBuilder(placement)(events.reduce(reduceView, showRun(run))).picture!.plane;
}
const arrange = (planes: PlaneArrangement): ViewEvent => ({
  type: "view/arrangePlanes",
  planes,
});

describe("planes of epochs side by side", () => {
  it("are at even distances on the logarithmic scale, each the way up to there", () => {
    const { compared } = planesOf({ ...RUN, cells: [cell(1, 0, 1)] }, "panel", arrange("epochs"));
    expect(compared.map(({ title }) => title)).toEqual([
      "epoch 0",
      "epoch 3",
      "epoch 10",
      "epoch 100",
      "epoch 316",
      "epoch 1,000",
    ]);
    expect(compared.map(({ trajectories: [first] }) => first!.points.length)).toEqual([1, 3, 4, 6, 7, 8]);
    expect(compared.every(({ dots }) => dots!.length === 0)).toBe(true);
    // They stay at their epochs, wherever the cursor is.
    expect(compared.map((plane) => markPlaneCursor(plane, THEME, 1).points[0]!.x)).toEqual(
      [0, 2, 3, 5, 6, 7].map((index) => 1 + index / 10),
    );
  });

  it("are of several networks each by itself, around their mean", () => {
    const { compared } = planesOf(STUDY, "panel", arrange("epochs"));
    const [first] = compared;
    expect(first!.dots!.map(({ x }) => x)).toEqual([1, 1, 2, 2]);
    expect(first!.trajectories[0]!.points).toMatchObject([{ ixt: 1.5, ixtDeviation: Math.SQRT1_2 }]);
    expect(createPlaneChart(first!, THEME, "narrow").annotations.dots).toHaveLength(4);
  });
});

describe("planes of layers side by side", () => {
  it("have one layer each, those that are shown, on the axes of all", () => {
    const { own, compared } = planesOf(STUDY, "panel", arrange("layers"));
    expect(compared.map(({ trajectories }) => trajectories.map(({ tag }) => tag))).toEqual([["T1"], ["T2"]]);
    expect(compared.map(({ xMax, title }) => [xMax, title])).toEqual([
      [own.xMax, own.trajectories[0]!.title],
      [own.xMax, own.trajectories[1]!.title],
    ]);
    const one = planesOf(STUDY, "panel", arrange("layers"), { type: "view/toggleLayer", layer: 0 });
    expect(one.compared.map(({ trajectories }) => trajectories[0]!.layer)).toEqual([1]);
  });
});

describe("planes of variants side by side", () => {
  it("are means over the networks of each, on the same axes, under its name", () => {
    const { compared } = planesOf(STUDY, "panel", arrange("variants"));
    expect(compared.map(({ title, networks }) => [title, networks])).toEqual([
      ["rate 0", 2],
      ["rate 1", 2],
    ]);
    expect(compared.map(({ trajectories }) => trajectories[0]!.points.at(-1)!.ixt)).toEqual([
      1.5 * 1.7,
      expect.closeTo(0.75 * 1.7, 10),
    ]);
    expect(new Set(compared.map(({ xMax }) => xMax)).size).toBe(1);
  });

  it("are offered if there are several, and never in the side bar", () => {
    const labels = (run: RunView) =>
      createViewModelBuilder("panel")(showRun(run)).tools?.planes.map(({ planes }) => planes);
    expect(labels(STUDY)).toEqual(["one", "epochs", "layers", "variants"]);
    expect(labels({ ...RUN, cells: [cell(1, 0, 1)] })).toEqual(["one", "epochs", "layers"]);
    expect(planesOf(STUDY, "side", arrange("variants")).compared).toEqual([]);
  });

  it("give way to all estimators, and come again in place of them", () => {
    const both = [arrange("variants"), { type: "view/compareEstimators" } as const];
    expect(both.reduce(reduceView, showRun(STUDY))).toMatchObject({ planes: "one", comparing: true });
    expect([...both].reverse().reduce(reduceView, showRun(STUDY))).toMatchObject({
      planes: "variants",
      comparing: false,
    });
    expect(planesOf(STUDY, "panel", arrange("variants"), arrange("one")).compared).toEqual([]);
  });
});
