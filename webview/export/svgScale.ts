import type { ChartSpec } from "../kit/chartSpec";

/** An axis as it is asked for in a chart's options. */
export interface SvgAxis {
  readonly isLogarithmic: boolean;
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
  readonly title: string;
  readonly hasLabels: boolean;
}

/** What this project's axes have of what Chart.js lets an axis have. */
interface AskedAxis {
  readonly type: string;
  readonly min: number;
  readonly max: number;
  readonly title: { readonly text: readonly string[] };
  readonly ticks: { readonly display?: boolean; readonly callback: (value: number) => string };
  readonly afterBuildTicks: (axis: { ticks: { readonly value: number }[] }) => void;
}

/** @returns undefined if the chart has no such axis */
export function readAxis({ options }: Pick<ChartSpec, "options">, name: string): SvgAxis | undefined {
  const asked = options.scales?.[name] as unknown as AskedAxis | undefined;
  if (asked === undefined) {
    return undefined;
  }
  const built: { ticks: { readonly value: number }[] } = { ticks: [] };
  asked.afterBuildTicks(built);
  return {
    isLogarithmic: asked.type === "logarithmic",
    min: asked.min,
    max: asked.max,
    ticks: built.ticks.map(({ value }) => ({ value, label: asked.ticks.callback(value) })),
    title: asked.title.text.filter((line) => line !== "").join("; "),
    hasLabels: asked.ticks.display !== false,
  };
}

/** Where a value lies between two places. */
export function placeOn(axis: SvgAxis, from: number, to: number): (value: number) => number {
  const write = axis.isLogarithmic ? Math.log : (value: number) => value;
  const [low, high] = [write(axis.min), write(axis.max)];
  return (value) => from + ((write(value) - low) / (high - low || 1)) * (to - from);
}
