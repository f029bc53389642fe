import { createLinearAxis, createLogarithmicAxis } from "./axes";
import { createAnnotationStyle, createBaseOptions } from "./chartOptions";
import { ChartPane } from "./chartPane";
import type { ChartSpec } from "./chartSpec";
import type { ChartTheme } from "./theme";

const SIZE = { width: 300, height: 200 } as const;

/**
 * Draws a chart that nobody sees, while a view waits for its first word from the editor: the first chart takes several times
 * as long as every other, and would keep keys and pointer waiting just when the first points come.
 */
export function warmUpCharts(theme: ChartTheme): void {
  const pane = new ChartPane(document.createElement("canvas"), document.createElement("canvas"));
  const range = [1, 100] as const;
  const spec: ChartSpec = {
    data: {
      datasets: [
        {
          data: [
            { x: 1, y: 1 },
            { x: 100, y: 100 },
          ],
        },
      ],
    },
    options: {
      ...createBaseOptions(theme, () => []),
      parsing: false,
      scales: {
        x: createLogarithmicAxis({ theme, density: "wide", direction: "x", range, title: ["x"] }),
        y: createLinearAxis({ theme, density: "wide", direction: "y", range, title: ["y"] }),
      },
    },
    annotations: {
      ...createAnnotationStyle(theme),
      lines: [{ axis: "x", value: 10, color: theme.text, label: "x" }],
      signs: [],
      tags: [],
    },
  };
  pane.draw(spec, SIZE);
  pane.draw(spec, SIZE);
  pane.clear();
}
