import { describe, expect, it } from "vitest";
import { buildPlaneView, countMissingEstimates } from "../../../webview/model/planeView";
import { table, INFO } from "./cells";

const snapshots = table(
  [
    [0, 1.5, 0.1, 1, 0.05],
    [9, 2.5, 0.8, NaN, 0.7],
    [99, 2, 0.95, 0.9, 0.9],
  ],
  5,
);
const view = buildPlaneView(INFO, snapshots, [], 0, "Nothing yet.");

describe("the information plane", () => {
  it("has one trajectory a layer, in bits, coloured by log(1 + epoch)", () => {
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
    expect(countMissingEstimates(2, snapshots)).toEqual([0, 1]);
  });

  it.each([
    ["I(X;T)", [0, NaN, 0.5, 1, 1]],
    ["I(T;Y)", [0, 1.5, NaN, 1, 1]],
    ["an endless I(X;T)", [0, Infinity, 0.5, 1, 1]],
  ])("has no point where one figure is missing: %s", (_name, row) => {
    const { trajectories } = buildPlaneView(INFO, table([row], 5), [], 0, "");
    expect(trajectories[0]!.points).toEqual([{ epoch: 0, ixt: NaN, ity: NaN, position: 0 }]);
    expect(trajectories[0]!.ends).toBeUndefined();
  });

  it("runs from 0 to H(X) and to the larger of H(Y) and I(X;Y)", () => {
    expect([view.xMax, view.yMax]).toEqual([3, 1]);
    const larger = buildPlaneView({ ...INFO, labelEntropy: 0.9 }, snapshots, [], 0, "");
    expect(larger.yMax).toBe(0.99);
  });

  it("makes room for estimates beyond what the data can give", () => {
    const beyond = buildPlaneView(INFO, table([[0, 3.4, 1.2, 1, 0.1]], 5), [], 0, "");
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
    expect(buildPlaneView(deterministic, snapshots, [], 0, "").marks.slice(1)).toEqual([
      { axis: "y", value: 0.99916, label: "H(Y) = I(X;Y) = 0.999" },
    ]);
  });

  it("leaves out what is not known of the data", () => {
    const unknown = { ...INFO, inputEntropy: NaN, inputLabelInformation: NaN };
    const { marks, xMax } = buildPlaneView(unknown, snapshots, [], 0, "");
    expect(marks.map(({ label }) => label)).toEqual(["H(Y) = 1.000"]);
    expect(xMax).toBe(2.5);
  });

  it("names the resolution of I(X;T) with its axis", () => {
    expect([view.xTitle, view.resolutions]).toEqual(["I(X;T), bits", ["30 bins over [-1, 1]"]]);
  });

  it("names the layers that are measured otherwise than most", () => {
    const [hidden, output] = INFO.layers;
    const layers = [hidden!, hidden!, { ...output!, resolution: "30 bins over [0, 1]" }];
    const { resolutions } = buildPlaneView({ ...INFO, layers }, table([], 7), [], 0, "");
    expect(resolutions).toEqual(["30 bins over [-1, 1]", "T3: 30 bins over [0, 1]"]);
  });

  it("points to the legend where resolutions are many", () => {
    const layers = ["a", "b", "c"].map((resolution) => ({ ...INFO.layers[0]!, resolution }));
    const { resolutions } = buildPlaneView({ ...INFO, layers }, table([], 7), [], 0, "");
    expect(resolutions).toEqual(["by layer, see below"]);
  });

  it("does not move its colours while a run goes on", () => {
    const planned = buildPlaneView(INFO, snapshots, [], 9999, "");
    expect(planned.epochScale.last).toBe(9999);
    expect(planned.trajectories[0]!.points[2]!.position).toBeCloseTo(0.5, 12);
  });

  it("leaves hidden layers out", () => {
    expect(buildPlaneView(INFO, snapshots, [0], 0, "").trajectories.map(({ layer }) => layer)).toEqual([1]);
  });

  it.each([
    ["before the first snapshot", table([], 5), [], "Nothing yet."],
    ["when all layers are hidden", snapshots, [0, 1], "All layers are hidden. Choose one below."],
    [
      "when no snapshot has an estimate",
      table([[0, NaN, NaN, NaN, NaN]], 5),
      [],
      "No snapshot has an estimate yet that could be drawn.",
    ],
  ])("says why there is no picture %s", (_name, recorded, hidden, sentence) => {
    expect(buildPlaneView(INFO, recorded, hidden, 0, "Nothing yet.").empty).toBe(sentence);
  });

  it("says in words what it shows", () => {
    expect(view.summary).toBe(
      "Information plane of 2 layers, epochs 0 to 99." +
        " T1: hidden 1: I(X;T) from 1.50 to 2.00 bits, I(T;Y) from 0.100 to 0.950 bits." +
        " T2: output: I(X;T) from 1.00 to 0.90 bits, I(T;Y) from 0.050 to 0.900 bits.",
    );
  });

  it("says when it draws fewer points than were recorded", () => {
    const many = Array.from({ length: 2000 }, (_, epoch) => [epoch, 1, 0.5, 1, 0.5]);
    expect(buildPlaneView(INFO, table(many, 5), [], 0, "").caption).toMatch(/^Drawn: \d+ of 2,000 snapshots/);
    expect(view.caption).toBeUndefined();
  });
});
