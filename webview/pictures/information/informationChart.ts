import type { Annotations } from "../../kit/annotations";
import { createLinearAxis, TIME_AXIS } from "../../kit/axes";
import { createAnnotationStyle } from "../../kit/chartOptions";
import type { ChartSpec, Density } from "../../kit/chartSpec";
import type { CursorMarks } from "../../kit/cursorMarks";
import { formatBits, formatCount } from "../../kit/formatNumber";
import { text as sharedText } from "../../kit/strings";
import { layerColor, type ChartTheme } from "../../kit/theme";
import { createTimeLine, createTimeOptions, createTimeTraces, markTimeCursor } from "../../kit/timeChart";
import { drawTimeMarks } from "../../kit/timeMarks";
import type { InformationView } from "./informationView";
import { text } from "./strings";

/** I(X;T) over epochs as a chart: a line a layer. */
export function createInformationChart(
  view: InformationView,
  theme: ChartTheme,
  density: Density,
): ChartSpec {
  const options = createTimeOptions({
    theme,
    density,
    xRange: view.xRange,
    xTitle: view.xTitle,
    hasNoEpochs: true,
    keepsRight: true,
    describe: (line, point) => describePoint(view, line, point),
  });
  return {
    data: {
      datasets: view.lines.map((line) =>
        createTimeLine(line, { label: line.tag, color: layerColor(theme, line.depth) }, theme),
      ),
    },
    options: {
      ...options,
      scales: {
        ...options.scales,
        y: createLinearAxis({
          theme,
          density,
          direction: "y",
          range: [0, view.yMax],
          title: [view.yTitle],
          width: TIME_AXIS[density].left,
        }),
      },
    },
    annotations: annotate(view, theme),
  };
}

export function markInformationCursor(
  { lines, xRange }: InformationView,
  theme: ChartTheme,
  epoch: number | undefined,
): CursorMarks {
  return markTimeCursor(
    lines.map((line) => ({ ...line, color: layerColor(theme, line.depth), label: line.tag })),
    xRange,
    epoch,
  );
}

function annotate({ lines, marks }: InformationView, theme: ChartTheme): Annotations {
  return {
    ...createAnnotationStyle(theme),
    traces: lines.flatMap((line) => createTimeTraces(line, { color: layerColor(theme, line.depth) }, theme)),
    lines: drawTimeMarks(marks, theme, false),
    signs: lines.flatMap(({ gaps, depth }) =>
      gaps.map((x) => ({ x, y: "bottom", sign: "cross", color: layerColor(theme, depth) }) as const),
    ),
    tags: [],
  };
}

function describePoint({ lines }: InformationView, line: number, index: number): readonly string[] {
  const { title, points, smoothed } = lines[line]!;
  const { x, y } = (smoothed ?? points)[index]!;
  return [title, sharedText("tooltipEpoch", formatCount(x)), text("tooltipInformation", formatBits(y))];
}
