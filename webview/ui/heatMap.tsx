import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { mix, parseColor, type Rgb } from "../kit/color";
import type { ChartTheme } from "../kit/theme";

interface HeatMapProps {
  /** As [row][column]. */
  readonly values: ArrayLike<number>;
  readonly columns: number;
  readonly rows: number;
  /** Colors go up to this size. */
  readonly largest: number;
  readonly label: string;
  readonly theme: ChartTheme;
  /** Pixels of one value, if the whole is no larger than `sideMax`. */
  readonly cellMax: number;
  readonly sideMax: number;
  /** A column to be framed. */
  readonly chosen?: number | undefined;
  readonly hint?: string;
  readonly onChoose?: (column: number) => void;
}

/** A field of colors: one for what is positive, one for what is negative, the ground for 0. */
export function HeatMap(props: HeatMapProps): VNode {
  const { values, columns, rows, largest, label, theme, cellMax, sideMax, chosen, hint, onChoose } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const cell = Math.min(cellMax, sideMax / rows, sideMax / columns);
  useLayoutEffect(() => {
    const ctx = canvas.current?.getContext("2d");
    if (ctx === undefined || ctx === null) {
      return;
    }
    const image = ctx.createImageData(columns, rows);
    const colorOf = createColoring(largest, theme);
    for (let index = 0; index < columns * rows; index++) {
      image.data.set([...colorOf(values[index]!), 255], 4 * index);
    }
    ctx.putImageData(image, 0, 0);
  }, [values, largest, columns, rows, theme]);
  return (
    <div class="heatMap" style={{ width: `${columns * cell}px`, height: `${rows * cell}px` }}>
      <canvas
        ref={canvas}
        width={columns}
        height={rows}
        role="img"
        aria-label={label}
        title={hint ?? label}
        {...(onChoose === undefined
          ? {}
          : {
              class: "choosable",
              onClick: ({ offsetX, currentTarget }: MouseEvent & { readonly currentTarget: HTMLElement }) => {
                const column = Math.floor((offsetX / currentTarget.clientWidth) * columns);
                onChoose(Math.min(columns - 1, Math.max(0, column)));
              },
            })}
      />
      {chosen === undefined ? null : (
        <div
          class="chosenUnit"
          style={{ left: `${(100 * chosen) / columns}%`, width: `${100 / columns}%` }}
        />
      )}
    </div>
  );
}

const FALLBACK: Rgb = [128, 128, 128];

/** The theme's colors are read once for all values. */
function createColoring(largest: number, theme: ChartTheme): (value: number) => readonly number[] {
  const [ground, negative, positive] = [theme.background, theme.palette[0], theme.palette[1]].map(
    (color) => parseColor(color ?? "") ?? FALLBACK,
  ) as [Rgb, Rgb, Rgb];
  return (value) =>
    mix(ground, value < 0 ? negative : positive, largest === 0 ? 0 : Math.abs(value) / largest).map(
      Math.round,
    );
}
