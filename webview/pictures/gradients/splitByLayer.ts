import type { GradientView } from "./gradientView";

/** Layers that have a small chart of their own; beyond these the charts are too small to be read. */
const CELLS_MAX = 12;

/** True if each layer has a chart of its own: two lines a layer in one frame could not be told apart. */
export function isSplit({ figure, hasDeviation, empty }: GradientView): boolean {
  return figure === "meanAndDeviation" && hasDeviation && empty === undefined;
}

/** A view of each layer by itself; of many layers the first and the last, and those evenly between them. */
export function splitByLayer(view: GradientView): readonly (GradientView & { readonly title: string })[] {
  const { lines } = view;
  const count = Math.min(CELLS_MAX, lines.length);
  return Array.from({ length: count }, (_, index) => {
    const line = lines[count < 2 ? 0 : Math.round((index * (lines.length - 1)) / (count - 1))]!;
    return { ...view, title: line.title, yTitle: "", xTitle: "", lines: [line], marks: [], captions: [] };
  });
}
