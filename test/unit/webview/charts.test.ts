import { describe, expect, it } from "vitest";
import type { ChartSpec } from "../../../webview/kit/chartSpec";
import { createGradientChart, markGradientCursor } from "../../../webview/pictures/gradients/gradientChart";
import { layerShape, outlineShape } from "../../../webview/kit/layerShape";
import { createInformationChart } from "../../../webview/pictures/information/informationChart";
import { buildInformationView } from "../../../webview/pictures/information/informationView";
import { createLossChart, markLossCursor } from "../../../webview/pictures/losses/lossChart";
import { createPlaneChart } from "../../../webview/pictures/plane/planeChart";
import { markPlaneCursor } from "../../../webview/pictures/plane/planeCursor";
import { shadeByEpoch } from "../../../webview/kit/epochShade";
import { layerColor, resolveTheme } from "../../../webview/kit/theme";
import { buildGradientView, type GradientOptions } from "../../../webview/pictures/gradients/gradientView";
import { buildLossView } from "../../../webview/pictures/losses/lossView";
import { buildPlaneView } from "../../../webview/pictures/plane/planeView";
import { comparePlanes } from "../../../webview/pictures/plane/comparePlanes";
import { createGrowingTable } from "../../../webview/state/growingTable";
import { BOUND, INFO, point, snapshotRow, snapshotTable, table, THREE_ESTIMATORS } from "./cells";

const THEME = resolveTheme({ read: () => "", background: "#ffffff", highContrast: false });

/** What an axis shows, by its own callbacks. */
function readAxis(
  { options }: ChartSpec,
  name: string,
): { title: unknown; labels: string[]; range: unknown[] } {
  const scale = options.scales?.[name] as {
    min: number;
    max: number;
    title: { text: unknown };
    ticks: { callback: (value: number) => string };
    afterBuildTicks: (axis: { ticks: { value: number }[] }) => void;
  };
  const axis: { ticks: { value: number }[] } = { ticks: [] };
  scale.afterBuildTicks(axis);
  return {
    title: scale.title.text,
    labels: axis.ticks.map(({ value }) => scale.ticks.callback(value)),
    range: [scale.min, scale.max],
  };
}

function readTooltip({ options }: ChartSpec, datasetIndex: number, dataIndex: number): unknown {
  const label = options.plugins?.tooltip?.callbacks?.label as unknown as (item: object) => unknown;
  return label({ datasetIndex, dataIndex });
}

describe("the plane's chart", () => {
  const view = buildPlaneView(
    0,
    INFO,
    createGrowingTable(
      snapshotTable([
        snapshotRow(0, point(1.5, 0.1), point(1, 0.05)),
        snapshotRow(9, point(2.5, 0.8), {}),
        snapshotRow(99, point(2, 0.95), point(0.9, 0.9)),
      ]),
    ),
  );
  const chart = createPlaneChart(view, THEME, "wide");
  const [hidden, output] = chart.data.datasets;

  it("draws I(T;Y) over I(X;T), the gap as a gap", () => {
    expect(hidden!.data).toEqual([
      { x: 1.5, y: 0.1 },
      { x: 2.5, y: 0.8 },
      { x: 2, y: 0.95 },
    ]);
    expect(output!.data[1]).toEqual({ x: NaN, y: NaN });
    expect(chart.options.spanGaps).toBe(false);
    expect(chart.annotations.signs.map(({ x, y, sign }) => [x, y, sign])).toEqual([
      [1, 0.05, "cross"],
      [0.9, 0.9, "cross"],
    ]);
  });

  it("lets Chart.js look at the order of its points, which is not that of x", () => {
    expect(chart.options.parsing).toBeUndefined();
  });

  it("colors every piece of a line by its epoch", () => {
    const colorOf = (hidden!.segment as { borderColor: (piece: object) => string }).borderColor;
    const middle = shadeByEpoch(THEME, layerColor(THEME, 0), 0.5);
    expect(colorOf({ p1DataIndex: 1 })).toBe(middle);
    expect((hidden!.pointBackgroundColor as string[])[1]).toBe(middle);
  });

  it("has the first point hollow, and names the layers where they are at the cursor", () => {
    expect((hidden!.pointBackgroundColor as string[])[0]).toBe(THEME.background);
    expect((hidden!.pointBackgroundColor as string[])[2]).toBe(layerColor(THEME, 0));
    const namesAt = (epoch?: number) =>
      markPlaneCursor(view, THEME, epoch).points.map(({ x, y, label }) => [x, y, label]);
    expect(namesAt()).toEqual([
      [2, 0.95, "T1 hidden 1"],
      [0.9, 0.9, "T2 output"],
    ]);
    // Between two snapshots it is the one before; a layer without an estimate has no mark.
    expect(namesAt(50)).toEqual([[2.5, 0.8, "T1 hidden 1"]]);
    expect(markPlaneCursor(view, THEME, 0, "narrow").points.map(({ label }) => label)).toEqual(["T1", "T2"]);
  });

  it("gives each layer its shape", () => {
    expect([hidden!.pointStyle, output!.pointStyle]).toEqual(["circle", "rect"]);
  });

  it("has axes in bits which name the resolution", () => {
    expect(readAxis(chart, "x")).toEqual({
      title: ["I(X;T), bits (30 bins over [-1, 1])"],
      labels: ["0", "0.5", "1", "1.5", "2", "2.5", "3"],
      range: [0, 3],
    });
    expect(readAxis(chart, "y")).toMatchObject({ title: ["I(T;Y), bits"], range: [0, 1] });
  });

  it("has fewer ticks and broken lines of text where it is narrow", () => {
    expect(readAxis(createPlaneChart(view, THEME, "narrow"), "x")).toMatchObject({
      title: ["I(X;T), bits", "30 bins over [-1, 1]"],
      labels: ["0", "1", "2", "3"],
    });
  });

  it("says of a point which layer and epoch it is, and both figures", () => {
    expect(readTooltip(chart, 0, 1)).toEqual([
      "T1: hidden 1",
      "epoch 9",
      "I(X;T)  2.50 bits",
      "I(T;Y)  0.800 bits",
    ]);
  });

  it("keeps more room for the names of lines where they do not fit beside each other", () => {
    const padding = chart.options.layout?.padding as unknown as (context: object) => { top: number };
    const wide = padding({ chart: { width: 600 } }).top;
    expect(padding({ chart: { width: 180 } }).top).toBeCloseTo(3 * wide, 10);
  });
});

describe("the plane's chart of estimates with intervals and a bound", () => {
  const interval = { ixtLower: 1.25, ixtUpper: 1.75, ityLower: 0.05, ityUpper: 0.125 };
  const near = { ixt: 2.9, ity: 0.5, belowBound: -0.0213, beta: 7 };
  const info = { ...THREE_ESTIMATORS, estimators: THREE_ESTIMATORS.estimators.slice(1, 2) };
  const view = buildPlaneView(
    0,
    info,
    createGrowingTable(
      snapshotTable([
        snapshotRow(0, { ...point(1.5, 0.1), ...interval, belowBound: 0.0321, beta: 12.3 }, near),
        snapshotRow(9, {}, point(1, 0.5)),
        snapshotRow(99, { ...point(2, 0.95), ityLower: 0.9, ityUpper: 1 }, point(1, 0.6)),
      ]),
    ),
    { bound: BOUND, showsWorst: true },
  );
  const chart = createPlaneChart(view, THEME, "wide");

  it("draws a cross at the cursor for every layer, and the band of a layer that stands alone", () => {
    expect(chart.annotations.bands).toEqual([]);
    expect(markPlaneCursor(view, THEME, 0).points.map(({ spread }) => spread)).toEqual([
      { kind: "cross", x: [1.25, 1.75], y: [0.05, 0.125] },
      undefined,
    ]);
    const alone = { ...view, trajectories: view.trajectories.slice(0, 1) };
    expect(createPlaneChart(alone, THEME, "wide").annotations.bands).toEqual([
      {
        color: layerColor(THEME, 0),
        points: [{ x: [1.25, 1.75], y: [0.05, 0.125] }, undefined, { x: [2, 2], y: [0.9, 1] }],
      },
    ]);
    const plain = { ...info, estimators: INFO.estimators };
    const snapshots = createGrowingTable(snapshotTable([snapshotRow(0, point(1, 1), point(1, 1))]));
    expect(createPlaneChart(buildPlaneView(0, plain, snapshots), THEME, "wide").annotations.bands).toEqual(
      [],
    );
  });

  it("hatches bands in high contrast, neighbors the other way round", () => {
    const hatches = view.trajectories.map((trajectory) => {
      const alone = { ...view, trajectories: [trajectory] };
      return createPlaneChart(alone, { ...THEME, highContrast: true }, "wide").annotations.bands?.[0]?.hatch;
    });
    expect(hatches).toEqual(["rising", "falling"]);
  });

  it("draws the bound up to the end of the axis, the worst case thinner and only where it is known", () => {
    const [bound, worst, ...more] = chart.annotations.curves!;
    expect(bound?.points).toEqual([
      { x: 0, y: 0 },
      { x: 1, y: 0.75 },
      { x: 2, y: 0.9 },
      { x: 3, y: 0.9 },
    ]);
    expect(bound?.shade).toBe(THEME.shade);
    expect(worst?.points).toEqual([
      { x: 0, y: 0 },
      { x: 1, y: 0.25 },
    ]);
    expect(worst).not.toHaveProperty("shade");
    expect(worst!.width).toBeLessThan(bound!.width);
    expect(more).toEqual([]);
    expect(chart.annotations.tags.map(({ text }) => text)).toEqual(["IB bound"]);
    // On the line, at half of its height.
    expect(chart.annotations.tags.at(-1)).toMatchObject({ x: 0.6, y: 0.45 });
  });

  it("draws a bound that says nothing of the data thin, whole and gray", () => {
    const trivial = { ...view, bound: { ...view.bound!, trivial: true } };
    const [line] = createPlaneChart(trivial, THEME, "wide").annotations.curves!;
    expect(line).toMatchObject({ color: THEME.muted, width: 1, dash: [] });
    expect(createPlaneChart({ ...view, bound: undefined! }, THEME, "wide").annotations.curves).toEqual([]);
  });

  it("names the worst case where it falls", () => {
    const worst = { title: "", points: [0, 0.4, 0.3, 0.1, 0].map((y, x) => ({ x, y })) };
    const { tags } = createPlaneChart(
      { ...view, bound: { ...view.bound!, worst } },
      THEME,
      "wide",
    ).annotations;
    expect(tags.at(-1)).toEqual({ x: 3, y: 0.1, text: "worst case" });
  });

  it("says of a point its intervals and how it lies by the bound", () => {
    expect(readTooltip(chart, 0, 0)).toEqual([
      "T1: hidden 1",
      "epoch 0",
      "I(X;T)  1.50 bits (1.25 to 1.75)",
      "I(T;Y)  0.100 bits (0.050 to 0.125)",
      "excess 1.37 bit of the input",
      "missing 0.80 bit of the label",
    ]);
    expect(readTooltip(createPlaneChart(view, THEME, "narrow"), 0, 0)).toContain("(1.25 to 1.75)");
  });

  it("says of a point near H(X) which share of it that is", () => {
    expect(readTooltip(chart, 1, 0)).toEqual([
      "T2: output",
      "epoch 0",
      "I(X;T)  2.90 bits",
      "97 % of the most that it can be",
      "I(T;Y)  0.500 bits",
      "0.02 bit above the bound",
      "more than any encoder of the bound's inputs can know",
    ]);
  });

  it("has titles of as many lines as the planes beside it, so that all are of one height", () => {
    const long = { ...view, resolutions: ["a long name of a measure that takes more than one line"] };
    const planes = comparePlanes(THREE_ESTIMATORS.estimators, view, long);
    const lines = planes.map((plane) => readAxis(createPlaneChart(plane, THEME, "narrow"), "x").title);
    expect(lines).toEqual([
      ["I(X;T), bits", "noise of variance 0.1", "", ""],
      ["I(X;T), bits", "a long name of a measure", "that takes more than one", "line"],
    ]);
  });
});

const TIME_OPTIONS = {
  lastEpoch: 40,
  smoothing: 40,
  epochAxis: "logarithmic" as const,
  marks: [],
  networks: 1,
  beforeFirst: "",
} as const;

describe("the gradient chart", () => {
  const row = (epoch: number, mean: number) => [epoch, 0, 0, 0, 0, mean, 1, 1, 0, 1, 10];
  const epochs = table(
    Array.from({ length: 40 }, (_, index) => row(index + 1, index < 20 ? 2 : 0.5)),
    11,
  );
  const build = (recorded = epochs, options: Partial<GradientOptions> = {}, info = INFO) =>
    buildGradientView(info, recorded, {
      ...TIME_OPTIONS,
      figure: "signalToNoise",
      hiddenLayers: [],
      ...options,
    });
  const view = build();
  const chart = createGradientChart(view, THEME, "wide");
  const both = createGradientChart(build(epochs, { figure: "meanAndDeviation" }), THEME, "wide");

  it("draws one line a layer in the layer's color, and a line where mean and deviation are the same", () => {
    expect(chart.data.datasets.map(({ label, borderColor }) => [label, borderColor])).toEqual([
      ["T1", layerColor(THEME, 0)],
      ["T2", layerColor(THEME, 1)],
    ]);
    expect(chart.annotations.lines).toContainEqual({
      axis: "y",
      value: 1,
      color: THEME.text,
      label: "mean = deviation",
    });
  });

  it("draws mean and deviation by themselves, the deviation dashed", () => {
    expect(both.data.datasets).toMatchObject([
      { label: "T1 mean", borderDash: [], borderColor: layerColor(THEME, 0) },
      { label: "T1 standard deviation", borderDash: [5, 3], borderColor: layerColor(THEME, 0) },
      { label: "T2 mean", borderDash: [], borderColor: layerColor(THEME, 1) },
      { label: "T2 standard deviation", borderDash: [5, 3], borderColor: layerColor(THEME, 1) },
    ]);
  });

  it("has no deviation where there is none", () => {
    const single = build(epochs, {}, { ...INFO, batchesPerEpoch: 1 });
    const labels = createGradientChart(single, THEME, "wide").data.datasets.map(({ label }) => label);
    expect(labels).toEqual(["T1 mean", "T2 mean"]);
  });

  it("has every recorded epoch faintly behind the smoothed lines, and nothing behind lines of few epochs", () => {
    expect(chart.annotations.traces?.map(({ points }) => points.length)).toEqual([40, 40]);
    expect(chart.data.datasets[0]!.data.length).toBeLessThan(40);
    for (const { color } of chart.annotations.traces ?? []) {
      expect(color).toMatch(/0\.2\)$/u);
    }
    const few = build(table([row(1, 2), row(2, 1)], 11));
    expect(createGradientChart(few, THEME, "wide").annotations.traces).toEqual([]);
  });

  it("is log-log, with plain labels", () => {
    expect(chart.options.scales?.["x"]?.type).toBe("logarithmic");
    expect(chart.options.scales?.["y"]?.type).toBe("logarithmic");
    expect(readAxis(both, "x").labels).toEqual(["1", "10"]);
    expect(readAxis(both, "y").labels).toEqual(["10⁻¹", "1"]);
  });

  it("marks the crossing, the turns and the gaps at the bottom", () => {
    expect(chart.annotations.signs.map(({ x, y, sign }) => [x, y, sign])).toEqual([[21, "top", "pointer"]]);
    const marked = build(epochs, { marks: [{ kind: "transition", epoch: 21 }] });
    expect(createGradientChart(marked, THEME, "wide").annotations.lines[0]).toMatchObject({
      axis: "x",
      value: 21,
      label: "drift → diffusion",
    });
    const gap = build(table([row(1, 1), row(2, 0), row(3, 1)], 11));
    expect(createGradientChart(gap, THEME, "wide").annotations.signs).toEqual([
      { x: 2, y: "bottom", sign: "cross", color: layerColor(THEME, 0) },
    ]);
  });

  it("shows a point between two gaps, which no line leads to", () => {
    const lonely = build(table([row(1, 0), row(2, 1), row(3, 0)], 11));
    const [mean] = createGradientChart(lonely, THEME, "wide").data.datasets;
    expect((mean!.pointRadius as number[])[1]).toBeGreaterThan(0);
  });

  it("says the figure of a point, and marks each line's recorded figure at the cursor", () => {
    expect(readTooltip(chart, 0, 4)).toEqual(["T1: hidden 1", "epoch 5", "signal to noise  2"]);
    expect(readTooltip(both, 1, 4)).toEqual(["T1: hidden 1", "epoch 5", "standard deviation  1"]);
    const marks = markGradientCursor(view, THEME, 30);
    expect(marks.x).toBe(30);
    expect(marks.points.map(({ x, y, label }) => [x, y, label])).toEqual([[30, 0.5, "T1"]]);
    expect(markGradientCursor(view, THEME, undefined).x).toBe(40);
  });
});

describe("the chart of I(X;T)", () => {
  const snapshots = createGrowingTable(
    snapshotTable([
      snapshotRow(0, point(1.5, 0.1), point(1, 0.05)),
      snapshotRow(9, point(2.5, 0.8), {}),
      snapshotRow(99, point(2, 0.95), point(0.9, 0.9)),
    ]),
  );
  const view = buildInformationView(INFO, snapshots, {
    ...TIME_OPTIONS,
    estimator: 0,
    hiddenLayers: [],
    lastEpoch: 99,
  });

  it("has one line a layer from epoch 1 on, with gaps", () => {
    const { data } = createInformationChart(view, THEME, "wide");
    expect(data.datasets.map(({ label, data: points }) => [label, points])).toEqual([
      [
        "T1",
        [
          { x: 9, y: 2.5 },
          { x: 99, y: 2 },
        ],
      ],
      [
        "T2",
        [
          { x: 9, y: NaN },
          { x: 99, y: 0.9 },
        ],
      ],
    ]);
    expect(view.lines[1]!.gaps).toEqual([9]);
  });

  it("has the epochs of its axis where the other charts have them", () => {
    const widthOf = ({ options }: ChartSpec): number => {
      const axis = { width: 0 };
      (options.scales?.["y"] as { afterFit: (of: { width: number }) => void }).afterFit(axis);
      return axis.width;
    };
    const loss = createLossChart(
      buildLossView(table([[1, 1, 1, 1, 1]], 5), { ...TIME_OPTIONS, largestClass: NaN }),
      THEME,
      "wide",
    );
    expect(widthOf(createInformationChart(view, THEME, "wide"))).toBe(widthOf(loss));
  });

  it("says why there is no picture", () => {
    const options = { ...TIME_OPTIONS, estimator: 0, hiddenLayers: [], beforeFirst: "Nothing yet." };
    const of = (rows: readonly (readonly number[])[], hiddenLayers: readonly number[] = []) =>
      buildInformationView(INFO, createGrowingTable(snapshotTable(rows)), { ...options, hiddenLayers }).empty;
    expect(of([])).toBe("Nothing yet.");
    expect(of([snapshotRow(1, {}, {})])).toBe("No snapshot has an I(X;T) to draw.");
    expect(of([snapshotRow(1, point(1, 1), {})], [0, 1])).toBe("All layers are hidden.");
    expect(of([snapshotRow(1, point(1, 1), {})])).toBeUndefined();
  });
});

describe("the loss chart", () => {
  const view = buildLossView(
    table(
      [
        [1, 2, 4, 0.5, 0.4],
        [10, NaN, 3, 0.75, 0.6],
      ],
      5,
    ),
    { ...TIME_OPTIONS, largestClass: NaN },
  );
  const chart = createLossChart(view, THEME, "wide");

  it("has the loss at the left and the accuracy, 0 to 1, at the right", () => {
    expect(chart.data.datasets.map(({ label, yAxisID }) => [label, yAxisID])).toEqual([
      ["training loss", "y"],
      ["test loss", "y"],
      ["training accuracy", "accuracy"],
      ["test accuracy", "accuracy"],
    ]);
    expect(readAxis(chart, "accuracy").range).toEqual([0, 1]);
    expect(readAxis(chart, "y").title).toEqual(["loss"]);
  });

  it("tells training from test by the dash, so that color is not all", () => {
    expect(chart.data.datasets.map(({ borderDash }) => borderDash)).toEqual([[], [5, 3], [], [5, 3]]);
  });

  it("marks what is missing", () => {
    expect(chart.annotations.signs.map(({ x, sign }) => [x, sign])).toEqual([[10, "cross"]]);
  });

  it("says the epoch and the figure of a point, and marks each line at the cursor by its own axis", () => {
    expect(readTooltip(chart, 1, 1)).toEqual(["epoch 10", "test loss  3"]);
    expect(markLossCursor(view, THEME, 10).points.map(({ y, axis }) => [y, axis])).toEqual([
      [3, "y"],
      [0.75, "accuracy"],
      [0.6, "accuracy"],
    ]);
  });
});

describe("charts", () => {
  it("never animate", () => {
    const plane = createPlaneChart(
      buildPlaneView(0, INFO, createGrowingTable(snapshotTable([]))),
      THEME,
      "wide",
    );
    expect(plane.options.animation).toBe(false);
  });
});

describe("the shapes of layers", () => {
  it("are seven, so that with eight colors no two of 56 layers look alike", () => {
    const looks = Array.from({ length: 56 }, (_, layer) => {
      const { pointStyle, rotation } = layerShape(layer);
      return `${pointStyle} ${rotation} ${layer % 8}`;
    });
    expect(new Set(looks).size).toBe(56);
  });

  it("are outlined as the charts draw them: a square's corners at 45°, a triangle's tip where it is turned to", () => {
    expect(outlineShape(layerShape(1), 0, 0, Math.SQRT2)).toBe(
      "M1.00 -1.00L1.00 1.00L-1.00 1.00L-1.00 -1.00z",
    );
    expect(outlineShape(layerShape(2), 0, 0, 2)).toMatch(/^M0\.00 -2\.00L/);
    expect(outlineShape(layerShape(4), 0, 0, 2)).toMatch(/^M0\.00 2\.00L/);
  });
});
