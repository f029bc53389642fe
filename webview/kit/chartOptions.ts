import type { ChartOptions, TooltipItem } from "chart.js";
import type { Annotations } from "./annotations";
import type { ChartTheme } from "./theme";

/** Names of the points under the pointer, one or more lines each. */
export type DescribePoint = (datasetIndex: number, dataIndex: number) => readonly string[];

/** A tooltip that names more points than this covers the picture. */
const TOOLTIP_POINTS = 4;

/** What all charts have in common: no animation, no legend in the canvas, the theme's tooltip. */
export function createBaseOptions(theme: ChartTheme, describe: DescribePoint): ChartOptions<"line"> {
  const font = { family: theme.fontFamily, size: theme.fontSize };
  return {
    animation: false,
    // Chart.js would draw every chart at once when the page is laid out anew; its size is told it in a frame of its own.
    responsive: false,
    maintainAspectRatio: false,
    spanGaps: false,
    plugins: {
      tooltip: {
        backgroundColor: theme.tooltipBackground,
        borderColor: theme.tooltipBorder,
        borderWidth: 1,
        bodyColor: theme.tooltipText,
        bodyFont: font,
        padding: 6,
        caretSize: 4,
        displayColors: false,
        filter: (_item, index) => index < TOOLTIP_POINTS,
        callbacks: {
          title: () => [],
          label: ({ datasetIndex, dataIndex }: TooltipItem<"line">) => [...describe(datasetIndex, dataIndex)],
        },
      },
    },
  };
}

/** Letters of annotations in the theme's colors. */
export function createAnnotationStyle(
  theme: ChartTheme,
): Pick<Annotations, "fontFamily" | "fontSize" | "textColor" | "tagColor" | "haloColor"> {
  return {
    fontFamily: theme.fontFamily,
    fontSize: theme.fontSize,
    textColor: theme.muted,
    tagColor: theme.text,
    haloColor: theme.background,
  };
}
