import "./gradients.css";
import { ChartSection } from "../../kit/chartSection";
import { memoizeLast } from "../../kit/memoize";
import { text as sharedText } from "../../kit/strings";
import { createKeyEntry, createLineSwatch, createSignSwatch } from "../../kit/swatches";
import { SECOND_LINE_DASH, type ChartTheme } from "../../kit/theme";
import type { PictureKind } from "../../picture/pictureKind";
import { createGradientChart } from "./gradientChart";
import { buildGradientView, type GradientView } from "./gradientView";
import { text } from "./strings";

/** Mean and deviation of every layer's gradients, whose crossing parts drift from diffusion. */
export const gradient: PictureKind<"gradient", GradientView> = {
  name: "gradient",
  column: "beside",
  createBuilder: () => {
    const build = memoizeLast(buildGradientView);
    return ({ state, run, cell }) =>
      build(
        cell.info,
        cell.epochs,
        state.hiddenLayers,
        sharedText(run.status === "running" ? "firstEpochText" : "nothingRecorded"),
      );
  },
  createPart: () =>
    new ChartSection<GradientView>({
      name: "gradient",
      title: text("gradientTitle"),
      createSpec: createGradientChart,
      createKey,
      describe: ({ captions }) => captions,
    }),
};

function createKey({ hasDeviation, lines }: GradientView, theme: ChartTheme): readonly Node[] {
  const hasCrossing = lines.some(({ phase }) => "epoch" in phase);
  const hasGaps = lines.some(({ gaps }) => gaps.length > 0);
  return [
    createKeyEntry(createLineSwatch(theme.text, []), text("gradientMean")),
    ...(hasDeviation
      ? [createKeyEntry(createLineSwatch(theme.text, SECOND_LINE_DASH), text("gradientDeviation"))]
      : []),
    ...(hasCrossing ? [createKeyEntry(createSignSwatch("pointer"), text("gradientMarkKey"))] : []),
    ...(hasGaps ? [createKeyEntry(createSignSwatch("cross"), text("gradientGapKey"))] : []),
  ];
}
