import type { VNode } from "preact";
import type { ChartTheme } from "../kit/theme";
import { Drawing } from "./bars";
import type { Distribution } from "./neuronsView";

/** Pixels of all parts together, of the bars outside, and of the gap before these. */
const INSIDE = 180;
const OUTSIDE = 6;
const GAP = 4;
const HEIGHT = 44;
/** How far an edge between two parts reaches below the line. */
const EDGE = 4;
/** Below the edges: what the ends of the axis are. */
const LABELS = 11;
/** A label in the middle that is nearer to an end than this would touch the label there. */
const LABEL_ROOM = 0.2;

interface HistogramProps {
  readonly distribution: Distribution;
  readonly color: string;
  readonly theme: ChartTheme;
}

/**
 * Where the activations of a layer lie, with the edges of the bins below the line: bars of another color on the left and
 * the right for what lies outside. Heights are square roots, so that bins with few are seen beside one that has nearly all.
 */
export function Histogram({
  distribution: { counts, below, above, ticks, summary },
  color,
  theme,
}: HistogramProps): VNode {
  const start = OUTSIDE + GAP;
  const width = INSIDE + 2 * start;
  const part = INSIDE / counts.length;
  const highest = Math.sqrt(Math.max(1, below, above, ...counts));
  const heightOf = (count: number): number => (Math.sqrt(count) / highest) * HEIGHT;
  const edges = Array.from({ length: counts.length + 1 }, (_, edge) => start + edge * part);
  return (
    <Drawing width={width} height={HEIGHT + EDGE + LABELS} title={summary}>
      {counts.map((count, index) => (
        <rect
          key={index}
          x={start + index * part}
          y={HEIGHT - heightOf(count)}
          width={part}
          height={heightOf(count)}
          fill={color}
        />
      ))}
      {[below, above].map((count, side) => (
        <rect
          key={`outside ${side}`}
          x={side === 0 ? 0 : start + INSIDE + GAP}
          y={HEIGHT - heightOf(count)}
          width={OUTSIDE}
          height={heightOf(count)}
          fill={theme.text}
        />
      ))}
      <path
        d={[`M${start} ${HEIGHT}H${start + INSIDE}`, ...edges.map((x) => `M${x} ${HEIGHT}v${EDGE}`)].join("")}
        stroke={theme.muted}
        stroke-width={0.75}
      />
      {ticks
        .filter(({ place }) => place === 0 || place === 1 || Math.min(place, 1 - place) > LABEL_ROOM)
        .map(({ label, place }) => (
          <text
            key={place}
            x={start + place * INSIDE}
            y={HEIGHT + EDGE + LABELS - 2}
            text-anchor={place === 0 ? "start" : place === 1 ? "end" : "middle"}
            font-size={10}
            fill={theme.text}
          >
            {label}
          </text>
        ))}
    </Drawing>
  );
}
