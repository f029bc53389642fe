import type { ComponentChildren, VNode } from "preact";
import type { ChartTheme } from "../kit/theme";

const BAR = { width: 8, height: 48 } as const;

interface BarsProps {
  readonly title: string;
  readonly values: readonly number[];
  readonly theme: ChartTheme;
}

/** Bars up and down from a line; a screen reader is told the title. */
export function Bars({ title, values, theme }: BarsProps): VNode {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const isSigned = values.some((value) => value < 0);
  const base = isSigned ? BAR.height / 2 : BAR.height;
  const heightOf = (value: number): number => (largest === 0 ? 0 : (Math.abs(value) / largest) * base);
  const width = values.length * BAR.width;
  return (
    <Drawing width={width} height={BAR.height} title={title}>
      {values.map((value, index) => (
        <rect
          key={index}
          x={index * BAR.width + 0.5}
          y={value < 0 ? base : base - heightOf(value)}
          width={BAR.width - 1}
          height={heightOf(value)}
          fill={isSigned ? theme.palette[value < 0 ? 0 : 1] : theme.muted}
        />
      ))}
      <path d={`M0 ${base}H${width}`} stroke={theme.muted} />
    </Drawing>
  );
}

interface DrawingProps {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A small drawing with a title, no wider than its place. */
export function Drawing({ width, height, title, children }: DrawingProps): VNode {
  return (
    <svg
      class="drawing"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={title}
    >
      <title>{title}</title>
      {children}
    </svg>
  );
}
