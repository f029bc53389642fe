import { describe, expect, it } from "vitest";
import type { CellView } from "../../../src/view/viewMessages";
import { countMissingEstimates, describeMissing } from "../../../webview/pictures/plane/missingEstimates";
import { buildPlaneView, type PlaneOptions, type PlaneView } from "../../../webview/pictures/plane/planeView";
import { createGrowingTable } from "../../../webview/state/growingTable";
import { BOUND, INFO, point, snapshotRow, snapshotTable, THREE_ESTIMATORS } from "./cells";

const NONE = createGrowingTable(snapshotTable([]));

const grow = (rows: readonly (readonly number[])[], estimators = 1) =>
  createGrowingTable(snapshotTable(rows, estimators));

const snapshots = grow([
  snapshotRow(0, point(1.5, 0.1), point(1, 0.05)),
  snapshotRow(9, point(2.5, 0.8), point(NaN, 0.7)),
  snapshotRow(99, point(2, 0.95), point(0.9, 0.9)),
]);

const build = (info = INFO, recorded = snapshots, options: PlaneOptions = {}): PlaneView =>
  buildPlaneView(0, info, recorded, { beforeFirst: "Nothing yet.", ...options });

const view = build();

describe("the information plane", () => {
  it("has one trajectory a layer, in bits, colored by log(1 + epoch)", () => {
    expect(view.trajectories.map(({ tag, title }) => [tag, title])).toEqual([
      ["T1", "T1: hidden 1"],
      ["T2", "T2: output"],
    ]);
    expect(view.trajectories[0]!.points).toEqual([
      { epoch: 0, ixt: 1.5, ity: 0.1, position: 0 },
      { epoch: 9, ixt: 2.5, ity: 0.8, position: 0.5 },
      { epoch: 99, ixt: 2, ity: 0.95, position: 1 },
    ]);
  });

  it("breaks a trajectory where an estimate is missing, and marks both sides", () => {
    const [, output] = view.trajectories;
    expect(output!.points[1]).toEqual({ epoch: 9, ixt: NaN, ity: NaN, position: 0.5 });
    expect(output!.gapEdges).toEqual([0, 2]);
    expect(output!.ends).toEqual([0, 2]);
    expect(view.trajectories[0]!.gapEdges).toEqual([]);
    expect(countMissingEstimates(0, 2, snapshots)).toEqual([0, 1]);
    expect(view.missing).toEqual(["T2: 1 of 3 snapshots without an estimate."]);
    expect(describeMissing([3, 0, 3, 1], 9)).toEqual([
      "T1, T3: 3 of 9 snapshots without an estimate.",
      "T4: 1 of 9 snapshots without an estimate.",
    ]);
  });

  it.each([
    ["I(X;T)", point(NaN, 0.5)],
    ["I(T;Y)", point(1.5, NaN)],
    ["an endless I(X;T)", point(Infinity, 0.5)],
  ])("has no point where one figure is missing: %s", (_name, figures) => {
    const { trajectories } = build(INFO, grow([snapshotRow(0, figures, point(1, 1))]));
    expect(trajectories[0]!.points).toEqual([{ epoch: 0, ixt: NaN, ity: NaN, position: 0 }]);
    expect(trajectories[0]!.ends).toBeUndefined();
  });

  it("runs from 0 to H(X) and to the larger of H(Y) and I(X;Y)", () => {
    expect([view.xMax, view.yMax]).toEqual([3, 1]);
    const larger = build({ ...INFO, labelEntropy: 0.9 });
    expect(larger.yMax).toBe(0.99);
  });

  it("makes room for estimates beyond what the data can give", () => {
    const beyond = build(INFO, grow([snapshotRow(0, point(3.4, 1.2), point(1, 0.1))]));
    expect([beyond.xMax, beyond.yMax]).toEqual([3.4, 1.2]);
  });

  it("marks H(X), H(Y) and I(X;Y) with their values", () => {
    expect(view.marks).toEqual([
      { axis: "x", value: 3, label: "H(X) = 3.00" },
      { axis: "y", value: 1, label: "H(Y) = 1.000" },
      { axis: "y", value: 0.99, label: "I(X;Y) = 0.990" },
    ]);
  });

  it("marks H(Y) and I(X;Y) once where they are one", () => {
    const deterministic = { ...INFO, labelEntropy: 0.99916, inputLabelInformation: 0.99916 };
    expect(build(deterministic).marks.slice(1)).toEqual([
      { axis: "y", value: 0.99916, label: "H(Y) = I(X;Y) = 0.999" },
    ]);
  });

  it("leaves out what is not known of the data", () => {
    const unknown = { ...INFO, inputEntropy: NaN, inputLabelInformation: NaN };
    const { marks, xMax } = build(unknown);
    expect(marks.map(({ label }) => label)).toEqual(["H(Y) = 1.000"]);
    expect(xMax).toBe(2.5);
  });

  it("names the resolution of I(X;T) with its axis", () => {
    expect([view.xTitle, view.resolutions]).toEqual(["I(X;T), bits", ["30 bins over [-1, 1]"]]);
  });

  const measuredBy = (...resolutions: readonly string[]): CellView => ({
    ...THREE_ESTIMATORS,
    estimators: [{ key: "binning", title: "binning", resolutions }],
  });

  it("names the layers that are measured otherwise than most", () => {
    const { resolutions } = build(measuredBy("30 bins", "30 bins", "10 bins"), NONE);
    expect(resolutions).toEqual(["30 bins", "T3: 10 bins"]);
  });

  it("points to the legend where resolutions are many", () => {
    expect(build(measuredBy("a", "b", "c"), NONE).resolutions).toEqual(["by layer: point at its name"]);
  });

  it("does not move its colors while a run goes on", () => {
    const planned = build(INFO, snapshots, { epochsPlanned: 9999 });
    expect(planned.epochScale.last).toBe(9999);
    expect(planned.trajectories[0]!.points[2]!.position).toBeCloseTo(0.5, 12);
  });

  it("leaves hidden layers out", () => {
    expect(build(INFO, snapshots, { hiddenLayers: [0] }).trajectories.map(({ layer }) => layer)).toEqual([1]);
  });

  it.each([
    ["before the first snapshot", NONE, [], "Nothing yet."],
    ["when all layers are hidden", snapshots, [0, 1], "All layers are hidden. Choose one above."],
    [
      "when no snapshot has an estimate",
      grow([snapshotRow(0, {}, {})]),
      [],
      "No snapshot has an estimate yet that could be drawn.",
    ],
  ])("says why there is no picture %s", (_name, recorded, hiddenLayers, sentence) => {
    expect(build(INFO, recorded, { hiddenLayers }).empty).toBe(sentence);
  });

  it("says in words what it shows", () => {
    expect(view.summary).toBe(
      "Information plane of 2 layers, epochs 0 to 99, by binning." +
        " T1: hidden 1: I(X;T) from 1.50 to 2.00 bits, I(T;Y) from 0.100 to 0.950 bits." +
        " T2: output: I(X;T) from 1.00 to 0.90 bits, I(T;Y) from 0.050 to 0.900 bits.",
    );
  });

  it("is smoothed in the foreground where many snapshots lie close, and keeps what was recorded", () => {
    const many = Array.from({ length: 400 }, (_, epoch) =>
      snapshotRow(epoch, point(2 + (epoch % 2), 0.5), point(1, 0.5)),
    );
    const long = build(INFO, grow(many), { smoothing: 40 });
    const { points, smoothed } = long.trajectories[0]!;
    expect(points).toHaveLength(400);
    expect(smoothed!.length).toBeLessThan(60);
    expect(smoothed!.slice(0, 3)).toMatchObject([{ epoch: 0 }, { epoch: 1 }, { epoch: 2 }]);
    expect(smoothed!.reduce((sum, { count }) => sum + count, 0)).toBe(400);
    expect(smoothed!.every(({ ixt }) => ixt >= 2 && ixt <= 3)).toBe(true);
    expect(long.captions.join()).toContain("the median in each of 40 equal parts");
    expect(view.trajectories[0]).not.toHaveProperty("smoothed");
  });

  it("says when it draws fewer points than were recorded", () => {
    const many = Array.from({ length: 9000 }, (_, epoch) => snapshotRow(epoch, point(1, 0.5), point(1, 0.5)));
    expect(build(INFO, grow(many)).captions).toEqual([
      expect.stringMatching(/^Drawn: [\d,]+ of 9,000 snapshots/) as string,
    ]);
    expect(view.captions).toEqual([]);
  });
});

describe("the planes of several estimators", () => {
  const recorded = grow(
    [
      snapshotRow(
        0,
        point(1.5, 0.1),
        point(1, 0.05),
        { ...point(0.7, 0.2), ixtLower: 0.5, ixtUpper: 1, ityLower: 0.1, ityUpper: 0.3 },
        { ...point(0.6, 0.3), ityLower: 0.2, ityUpper: 0.4 },
        { ity: 0.4 },
        { ity: 0.5 },
      ),
    ],
    3,
  );
  const planeOf = (estimator: number): PlaneView => buildPlaneView(estimator, THREE_ESTIMATORS, recorded);

  it("show each its own figures, and what they are measured by", () => {
    const [binning, kde] = [planeOf(0), planeOf(1)];
    expect(binning.trajectories.map(({ points: [first] }) => [first?.ixt, first?.ity])).toEqual([
      [1.5, 0.1],
      [1, 0.05],
    ]);
    expect(kde.trajectories.map(({ points: [first] }) => [first?.ixt, first?.ity])).toEqual([
      [0.7, 0.2],
      [0.6, 0.3],
    ]);
    expect(kde.resolutions).toEqual(["noise of variance 0.1"]);
    expect(kde.summary).toContain("by KDE bounds.");
  });

  it("have the intervals of the estimates, as far as they are known", () => {
    const [first, second] = planeOf(1).trajectories;
    expect(first?.points[0]).toMatchObject({ ixtInterval: [0.5, 1], ityInterval: [0.1, 0.3] });
    expect(second?.points[0]).toMatchObject({ ityInterval: [0.2, 0.4] });
    expect(second?.points[0]).not.toHaveProperty("ixtInterval");
    expect(planeOf(0).trajectories[0]?.points[0]).toEqual({ epoch: 0, ixt: 1.5, ity: 0.1, position: 0 });
  });

  it.each([
    ["bounds", "lower to upper bound"],
    ["confidence", "95 % from resampling the rows"],
    ["monteCarlo", "±1.96 standard errors of the Monte-Carlo draws"],
  ] as const)("say what their bands are: %s", (spread, key) => {
    const estimators = [{ ...THREE_ESTIMATORS.estimators[0]!, spread }];
    expect(build({ ...INFO, estimators }).band).toEqual({ spread, key });
    expect(planeOf(0)).not.toHaveProperty("band");
  });

  it("say where an estimator gives no I(X;T), which is another thing than no estimate", () => {
    expect(planeOf(2).empty).toBe(
      "There is no I(X;T) of these layers by nearest neighbors, only I(T;Y), so they have no place in the plane.",
    );
    expect(planeOf(0)).not.toHaveProperty("empty");
  });

  it("have nothing to draw where there is no estimator", () => {
    const none = { ...INFO, estimators: [] };
    const { empty, resolutions } = build(
      none,
      createGrowingTable({ columns: 1, values: Float64Array.of(0, 1) }),
    );
    expect([empty, resolutions]).toEqual(["No snapshot has an estimate yet that could be drawn.", []]);
  });

  it("have no bound for an estimator of another quantity, and say so", () => {
    const estimators = INFO.estimators.map((estimator) => ({ ...estimator, hasNoBound: true as const }));
    const other = build({ ...INFO, estimators }, snapshots, { bound: BOUND });
    expect(other.bound).toBeUndefined();
    expect(other.captions.join()).toContain("Shannon");
    expect(build({ ...INFO, estimators }, snapshots).captions).toEqual([]);
  });

  it("are the larger ones with the bound, whose height the axis of I(T;Y) always holds", () => {
    const low = { ...INFO, labelEntropy: NaN, inputLabelInformation: NaN };
    const recordedLow = grow([snapshotRow(0, point(1, 0.2), point(1, 0.3))]);
    expect(build(low, recordedLow).yMax).toBe(0.3);
    expect(build(low, recordedLow, { bound: BOUND })).toMatchObject({ xMax: 3, yMax: 0.9 });
  });
});
