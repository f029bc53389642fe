import type { VNode } from "preact";
import { formatFigure } from "../kit/formatNumber";
import type { ChartTheme } from "../kit/theme";

interface WeightScaleProps {
  /** What the strongest colors stand for, by size. */
  readonly largest: number;
  readonly theme: ChartTheme;
}

/** What the colors of a heat map stand for; a screen reader is told the largest size with the map. */
export function WeightScale({ largest, theme }: WeightScaleProps): VNode {
  const [negative, positive] = [theme.palette[0], theme.palette[1]];
  return (
    <div class="weightScale" aria-hidden="true">
      <span>{formatFigure(-largest)}</span>
      <div
        class="ramp"
        style={{ background: `linear-gradient(to right, ${negative}, ${theme.background}, ${positive})` }}
      />
      <span>{formatFigure(largest)}</span>
    </div>
  );
}
