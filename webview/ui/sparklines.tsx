import type { VNode } from "preact";
import { text } from "../kit/strings";
import { layerColor, type ChartTheme } from "../kit/theme";
import type { Sparkline } from "./sparklinesView";

interface SparklinesProps {
  readonly lines: readonly Sparkline[];
  readonly theme: ChartTheme;
}

/** Each layer's I(X;T) over the epochs in one row, for a glance from the side bar. */
export function Sparklines({ lines, theme }: SparklinesProps): VNode {
  return (
    <section class="sparklines" aria-label={text("sparklinesTitle")} hidden={lines.length === 0}>
      <h2>{text("sparklinesTitle")}</h2>
      <ul>
        {lines.map(({ layer, depth, tag, title, path, newest }) => (
          <li key={layer} title={title}>
            <span class="layerTag">{tag}</span>
            <svg viewBox="0 -4 100 108" preserveAspectRatio="none" aria-hidden="true">
              <path
                d={path}
                fill="none"
                stroke={layerColor(theme, depth)}
                stroke-width={1.5}
                vector-effect="non-scaling-stroke"
              />
            </svg>
            <span class="newest">{text("sparklineNewest", newest)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
