import type { VNode } from "preact";
import { formatFigure } from "../kit/formatNumber";
import type { ChartTheme } from "../kit/theme";

interface NamedBarsProps {
  readonly title: string;
  /** As many as there are values. */
  readonly names: readonly string[];
  readonly values: readonly number[];
  readonly theme: ChartTheme;
}

/** A row for each value, with its name, its figure and a bar to the left or the right of a line. */
export function NamedBars({ title, names, values, theme }: NamedBarsProps): VNode {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const shareOf = (value: number): number => (largest === 0 ? 0 : (50 * Math.abs(value)) / largest);
  return (
    <table class="namedBars" aria-label={title}>
      <tbody>
        {values.map((value, index) => (
          <tr key={index}>
            <th scope="row" title={names[index]}>
              {names[index] === "" ? index + 1 : names[index]}
            </th>
            <td class="bar">
              <div
                style={{
                  left: `${value < 0 ? 50 - shareOf(value) : 50}%`,
                  width: `${shareOf(value)}%`,
                  backgroundColor: theme.palette[value < 0 ? 0 : 1],
                }}
              />
            </td>
            <td class="figureCell">{formatFigure(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
