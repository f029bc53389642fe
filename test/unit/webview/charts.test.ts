import { describe, expect, it } from "vitest";
import type { ChartSpec } from "../../../webview/kit/chartSpec";
import { createGradientChart } from "../../../webview/pictures/gradients/gradientChart";
import { layerShape, outlineShape } from "../../../webview/kit/layerShape";
import { createLossChart } from "../../../webview/pictures/losses/lossChart";
import { createPlaneChart } from "../../../webview/pictures/plane/planeChart";
import { toCss } from "../../../webview/kit/color";
import { readScale } from "../../../webview/kit/colorScale";
import { resolveTheme } from "../../../webview/kit/theme";
import { buildGradientView } from "../../../webview/pictures/gradients/gradientView";
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
    const middle = toCss(readScale(THEME.epochScale, 0.5));
    expect(colorOf({ p1DataIndex: 1 })).toBe(middle);
    expect((hidden!.pointBackgroundColor as string[])[1]).toBe(middle);
  });

  it("tells the first point, hollow, from the last, which is named", () => {
    expect((hidden!.pointBackgroundColor as string[])[0]).toBe(THEME.background);
    expect((hidden!.pointBackgroundColor as string[])[2]).toBe(toCss(readScale(THEME.epochScale, 1)));
    expect(chart.annotations.tags).toEqual([
      { x: 2, y: 0.95, text: "T1" },
      { x: 0.9, y: 0.9, text: "T2" },
    ]);
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
    { bound: BOUND },
  );
  const chart = createPlaneChart(view, THEME, "wide");

  it("draws a band a layer in the layer's color, broken where the line is", () => {
    expect(chart.annotations.bands).toEqual([
      {
        color: THEME.palette[0],
        points: [{ x: [1.25, 1.75], y: [0.05, 0.125] }, undefined, { x: [2, 2], y: [0.9, 1] }],
      },
      { color: THEME.palette[1], points: [undefined, undefined, undefined] },
    ]);
    const plain = { ...info, estimators: INFO.estimators };
    const snapshots = createGrowingTable(snapshotTable([snapshotRow(0, point(1, 1), point(1, 1))]));
    expect(createPlaneChart(buildPlaneView(0, plain, snapshots), THEME, "wide").annotations.bands).toEqual(
      [],
    );
  });

  it("hatches bands in high contrast, neighbors the other way round", () => {
    const { bands } = createPlaneChart(view, { ...THEME, highContrast: true }, "wide").annotations;
    expect(bands?.map(({ hatch }) => hatch)).toEqual(["rising", "falling"]);
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
    expect(chart.annotations.tags.map(({ text }) => text)).toEqual(["T1", "T2", "IB bound"]);
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

describe("the gradient chart", () => {
  const row = (epoch: number, mean: number) => [epoch, 0, 0, 0, 0, mean, 1, 1, 0, 1, 10];
  const epochs = table(
    Array.from({ length: 40 }, (_, index) => row(index + 1, index < 20 ? 2 : 0.5)),
    11,
  );
  const view = buildGradientView(INFO, epochs, [], "");
  const chart = createGradientChart(view, THEME, "wide");

  it("draws a solid mean and a dashed deviation of each layer, in the layer's color", () => {
    expect(chart.data.datasets.slice(0, 4)).toMatchObject([
      { label: "T1 mean", borderDash: [], borderColor: THEME.palette[0] },
      { label: "T1 standard deviation", borderDash: [5, 3], borderColor: THEME.palette[0] },
      { label: "T2 mean", borderDash: [], borderColor: THEME.palette[1] },
      { label: "T2 standard deviation", borderDash: [5, 3], borderColor: THEME.palette[1] },
    ]);
  });

  it("has no deviation where there is none", () => {
    const single = buildGradientView({ ...INFO, batchesPerEpoch: 1 }, epochs, [], "");
    const labels = createGradientChart(single, THEME, "wide").data.datasets.map(({ label }) => label);
    expect(labels.slice(0, 2)).toEqual(["T1 mean", "T2 mean"]);
    expect(labels.slice(2)).toEqual(["T1, every recorded epoch", "T2, every recorded epoch"]);
  });

  it("has every recorded epoch faintly behind the smoothed lines, and nothing behind lines of few epochs", () => {
    const behind = chart.data.datasets.slice(4);
    expect(behind.map(({ data }) => data.length)).toEqual([40, 40, 40, 40]);
    for (const { borderColor } of behind) {
      expect(borderColor).toMatch(/0\.18\)$/u);
    }
    const few = buildGradientView(INFO, table([row(1, 2), row(2, 1)], 11), [], "");
    expect(createGradientChart(few, THEME, "wide").data.datasets).toHaveLength(4);
  });

  it("is log-log, with plain labels", () => {
    expect(chart.options.scales?.["x"]?.type).toBe("logarithmic");
    expect(chart.options.scales?.["y"]?.type).toBe("logarithmic");
    expect(readAxis(chart, "x").labels).toEqual(["1", "10"]);
    expect(readAxis(chart, "y").labels).toEqual(["10⁻¹", "1"]);
  });

  it("marks the crossing lightly and the gaps at the bottom", () => {
    expect(chart.annotations.lines.map(({ axis, value }) => [axis, value])).toEqual([["x", 21]]);
    expect(chart.annotations.signs.map(({ x, y, sign }) => [x, y, sign])).toEqual([[21, "top", "pointer"]]);
    const gap = buildGradientView(INFO, table([row(1, 1), row(2, 0), row(3, 1)], 11), [], "");
    expect(createGradientChart(gap, THEME, "wide").annotations.signs).toEqual([
      { x: 2, y: "bottom", sign: "cross", color: THEME.palette[0] },
    ]);
  });

  it("shows a point between two gaps, which no line leads to", () => {
    const lonely = buildGradientView(INFO, table([row(1, 0), row(2, 1), row(3, 0)], 11), [], "");
    const [mean] = createGradientChart(lonely, THEME, "wide").data.datasets;
    expect((mean!.pointRadius as number[])[1]).toBeGreaterThan(0);
  });

  it("says both figures of a point", () => {
    expect(readTooltip(chart, 1, 4)).toEqual(["T1: hidden 1", "epoch 5", "mean  2", "standard deviation  1"]);
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
    "",
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

  it("says the epoch once and every figure of it", () => {
    expect([readTooltip(chart, 0, 0), readTooltip(chart, 1, 1)]).toEqual([
      ["epoch 1", "training loss  2"],
      ["test loss  3"],
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
