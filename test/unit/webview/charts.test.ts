import { describe, expect, it } from "vitest";
import type { ChartSpec } from "../../../webview/charts/chartSpec";
import { createGradientChart } from "../../../webview/charts/gradientChart";
import { layerShape, outlineShape } from "../../../webview/charts/layerShape";
import { createLossChart } from "../../../webview/charts/lossChart";
import { createPlaneChart } from "../../../webview/charts/planeChart";
import { toCss } from "../../../webview/charts/colour";
import { readScale } from "../../../webview/charts/colourScale";
import { resolveTheme } from "../../../webview/charts/theme";
import { buildGradientView } from "../../../webview/model/gradientView";
import { buildLossView } from "../../../webview/model/lossView";
import { buildPlaneView } from "../../../webview/model/planeView";
import { INFO, table } from "./cells";

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
    INFO,
    table(
      [
        [0, 1.5, 0.1, 1, 0.05],
        [9, 2.5, 0.8, NaN, NaN],
        [99, 2, 0.95, 0.9, 0.9],
      ],
      5,
    ),
    [],
    0,
    "",
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

  it("colours every piece of a line by its epoch", () => {
    const colourOf = (hidden!.segment as { borderColor: (piece: object) => string }).borderColor;
    const middle = toCss(readScale(THEME.epochScale, 0.5));
    expect(colourOf({ p1DataIndex: 1 })).toBe(middle);
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

describe("the gradient chart", () => {
  const row = (epoch: number, mean: number) => [epoch, 0, 0, 0, 0, mean, 1, 1, 0, 1, 10];
  const epochs = table(
    Array.from({ length: 40 }, (_, index) => row(index + 1, index < 20 ? 2 : 0.5)),
    11,
  );
  const view = buildGradientView(INFO, epochs, [], "");
  const chart = createGradientChart(view, THEME, "wide");

  it("draws a solid mean and a dashed deviation of each layer, in the layer's colour", () => {
    expect(chart.data.datasets).toMatchObject([
      { label: "T1 mean", borderDash: [], borderColor: THEME.palette[0] },
      { label: "T1 standard deviation", borderDash: [5, 3], borderColor: THEME.palette[0] },
      { label: "T2 mean", borderDash: [], borderColor: THEME.palette[1] },
      { label: "T2 standard deviation", borderDash: [5, 3], borderColor: THEME.palette[1] },
    ]);
  });

  it("has no deviation where there is none", () => {
    const single = buildGradientView({ ...INFO, batchesPerEpoch: 1 }, epochs, [], "");
    const labels = createGradientChart(single, THEME, "wide").data.datasets.map(({ label }) => label);
    expect(labels).toEqual(["T1 mean", "T2 mean"]);
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
      { x: 2, y: "bottom", sign: "cross", colour: THEME.palette[0] },
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

  it("tells training from test by the dash, so that colour is not all", () => {
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
    const plane = createPlaneChart(buildPlaneView(INFO, table([], 5), [], 0, ""), THEME, "wide");
    expect(plane.options.animation).toBe(false);
  });
});

describe("the shapes of layers", () => {
  it("are seven, so that with eight colours no two of 56 layers look alike", () => {
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
