import { shadeByEpoch } from "./epochShade";
import type { EpochScale, EpochTick } from "./epochScale";
import type { ChartTheme } from "./theme";

/** What stands for something in a chart, as the chart draws it. */
export type KeySwatch =
  | {
      readonly kind: "line";
      readonly color: string;
      readonly dash: readonly number[];
      readonly width?: number;
    }
  /** What a point lies between along both axes. */
  | { readonly kind: "cross"; readonly color: string }
  /** The standard deviation around a point. */
  | { readonly kind: "ellipse"; readonly color: string }
  | { readonly kind: "sign"; readonly sign: KeySign }
  /** The scale of epochs: from pale to strong. */
  | {
      readonly kind: "epochs";
      readonly last: number;
      readonly stops: readonly string[];
      readonly ticks: readonly EpochTick[];
    };

export type KeySign = "start" | "end" | "cross" | "pointer";

/** A sign of a chart and what it means: of the key on the page, and of the key in a file. */
export interface KeyEntry {
  readonly swatch: KeySwatch;
  readonly label: string;
}

export function keyLine(color: string, dash: readonly number[], label: string, width?: number): KeyEntry {
  return { swatch: { kind: "line", color, dash, ...(width === undefined ? {} : { width }) }, label };
}

export function keySign(sign: KeySign, label: string): KeyEntry {
  return { swatch: { kind: "sign", sign }, label };
}

/** Parts of the scale of epochs. */
const STOPS = 24;

export function keyEpochs({ last, ticks }: EpochScale, theme: ChartTheme, label: string): KeyEntry {
  const stops = Array.from({ length: STOPS + 1 }, (_, index) =>
    shadeByEpoch(theme, theme.text, index / STOPS),
  );
  return { swatch: { kind: "epochs", last, stops, ticks }, label };
}
