import { describe, expect, it } from "vitest";
import type { RunView } from "../../../src/view/viewMessages";
import { resolveTheme } from "../../../webview/kit/theme";
import { createPlaneChart } from "../../../webview/pictures/plane/planeChart";
import { reduceView, type ViewEvent, type ViewState } from "../../../webview/state/store";
import { createViewModelBuilder } from "../../../webview/ui/viewModel";
import { BOUND_FIGURES } from "../../../src/view/tables";
import { tabulate } from "../../support/syntheticView";
import { EMPTY_CELL, point, RUN, showRun, snapshotRow, snapshotTable } from "./cells";

const cellOf = (position: number, ixt: number) => ({
  ...EMPTY_CELL,
  position,
  seed: position,
  snapshots: snapshotTable([
    snapshotRow(0, point(ixt, 0.25), point(1, 0.5)),
    snapshotRow(9, point(ixt / 2, 0.75), point(1, 0.5)),
  ]),
});
const OWN: RunView = { ...RUN, cells: [cellOf(1, 2)] };
const OTHER: RunView = {
  ...RUN,
  runId: "run-2",
  configName: "wide.ib.json",
  createdAt: "2026-03-04T05:06:07.000Z",
  networks: 2,
  cells: [cellOf(1, 8), cellOf(2, 4)],
};
const COMPARE: ViewEvent = { type: "run/compared", runId: RUN.runId, runs: [OTHER] };
const see = (...events: readonly ViewEvent[]) =>
  createViewModelBuilder("panel")(events.reduce(reduceView, showRun(OWN)));

describe("runs that are compared", () => {
  it("are drawn as means in the same plane, dashed, in the hues of their layers, with room for them", () => {
    const { own } = see(COMPARE).picture!.plane;
    const [other] = own.compared!;
    expect(other).toMatchObject({ name: "wide.ib.json, 2026-03-04 05:06", dash: [7, 3] });
    expect(other!.ways[0]!.points).toEqual([
      { x: 6, y: 0.25 },
      { x: 3, y: 0.75 },
    ]);
    expect(own.xMax).toBe(6);
    const theme = resolveTheme({ read: () => "", background: "#ffffff", highContrast: false });
    const { traces, dots } = createPlaneChart(own, theme, "wide").annotations;
    expect(traces?.filter(({ dash }) => dash !== undefined)).toHaveLength(2);
    expect(dots?.map(({ x, y }) => [x, y])).toEqual([
      [3, 0.75],
      [1, 0.5],
    ]);
  });

  it("are not held against the bound of the run that is shown if they are of other data", () => {
    const bounded = {
      ...cellOf(1, 2),
      bound: {
        of: "p(y|x) of the data",
        trivial: true,
        accuracy: 0,
        curve: tabulate(
          [
            [0, 0],
            [1, 1],
          ].map((row) => [...row, ...Array<number>(BOUND_FIGURES.length - 2).fill(NaN)]),
          BOUND_FIGURES.length,
        ),
        notes: [],
      },
    };
    const own = { ...RUN, cells: [bounded] };
    const shadeOf = (other: RunView) => {
      const state = [{ ...COMPARE, runs: [other] } as ViewEvent].reduce(reduceView, showRun(own));
      const view = createViewModelBuilder("panel")(state).picture!.plane.own;
      const theme = resolveTheme({ read: () => "", background: "#ffffff", highContrast: false });
      const { curves, tags } = createPlaneChart(view, theme, "wide").annotations;
      return [curves![0]!.shade !== undefined, tags[0]?.text, view.captions.at(-1)];
    };
    expect(shadeOf(OTHER).slice(0, 2)).toEqual([true, "IB bound"]);
    const [isShaded, name, caption] = shadeOf({
      ...OTHER,
      cells: OTHER.cells.map((cell) => ({ ...cell, datasetName: "other.csv" })),
    });
    expect([isShaded, name]).toEqual([false, "IB bound of the run shown"]);
    expect(caption).toMatch(/other data, and are not bound by them: wide\.ib\.json/u);
  });

  it("stand in a table with what they differ by, layer by layer", () => {
    const { drawer } = see(COMPARE, { type: "view/openDrawer", drawer: "table" });
    const table = drawer?.name === "table" ? drawer.compared : undefined;
    expect(table?.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
      [
        "wide.ib.json, 2026-03-04 05:06, mean of 2 networks",
        "T1 hidden 1",
        "3.00 ± 1.41",
        "+2.00",
        "0.750 ± 0.000",
        "+0.000",
      ],
      [
        "wide.ib.json, 2026-03-04 05:06, mean of 2 networks",
        "T2 output",
        "1.00 ± 0.00",
        "+0.00",
        "0.500 ± 0.000",
        "+0.000",
      ],
    ]);
    const none = see({ type: "view/openDrawer", drawer: "table" }).drawer;
    expect(none).not.toHaveProperty("compared");
  });

  it("leave hidden layers out, and are by the estimator that is shown if they have it", () => {
    const { own } = see(COMPARE, { type: "view/toggleLayer", layer: 0 }).picture!.plane;
    expect(own.compared![0]!.ways).toHaveLength(1);
    const gone = see(COMPARE, { type: "view/selectEstimator", estimator: "kde" }).picture!.plane.own;
    expect(gone.compared).toHaveLength(1);
  });

  it("may have other layers, or nothing recorded at all", () => {
    const odd: RunView = {
      ...OTHER,
      networks: 1,
      cells: [
        { ...EMPTY_CELL, layers: [...EMPTY_CELL.layers, ...EMPTY_CELL.layers], snapshots: snapshotTable([]) },
      ],
    };
    const empty: RunView = { ...OTHER, cells: [] };
    const view = see(
      { type: "run/compared", runId: RUN.runId, runs: [odd, empty] },
      { type: "view/openDrawer", drawer: "table" },
    );
    expect(view.picture!.plane.own.compared).toHaveLength(1);
    const table = view.drawer?.name === "table" ? view.drawer.compared : undefined;
    expect(table!.rows.map(({ cells }) => cells[2]!.text)).toEqual(["–", "–", "–", "–"]);
  });

  it("are forgotten when another run is shown, and not taken in for another run", () => {
    const compared: ViewState = reduceView(showRun(OWN), COMPARE);
    expect(compared.compared).toHaveLength(1);
    expect(showRun(OWN, compared).compared).toHaveLength(1);
    expect(showRun({ ...OWN, runId: "other" }, compared).compared).toEqual([]);
    expect(reduceView(showRun({ ...OWN, runId: "other" }), COMPARE).compared).toEqual([]);
  });
});
