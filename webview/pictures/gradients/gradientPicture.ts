import "./gradients.css";
import { memoizeLast } from "../../kit/memoize";
import type { PictureKind } from "../../picture/pictureKind";
import { createTimeOptionsFinder, type TimeOptions } from "../../picture/timeOptions";
import { createGradientChart, markGradientCursor } from "./gradientChart";
import { createGradientKey } from "./gradientKey";
import { GradientPane } from "./gradientPane";
import { isSplit, splitByLayer } from "./splitByLayer";
import { text } from "./strings";
import { buildGradientView, type GradientOptions, type GradientView } from "./gradientView";

/** Mean and deviation of every layer's gradients, whose crossing parts drift from diffusion. */
export const gradient: PictureKind<"gradient", GradientView> = {
  name: "gradient",
  title: text("gradientTitle"),
  column: "beside",
  createBuilder: () => {
    const build = memoizeLast(buildGradientView);
    const time = createTimeOptionsFinder("firstEpochText");
    const options = memoizeLast(
      (
        common: TimeOptions,
        figure: GradientOptions["figure"],
        hiddenLayers: readonly number[],
      ): GradientOptions => ({ ...common, figure, hiddenLayers }),
    );
    return (source) => {
      const { state, cell } = source;
      return build(cell.info, cell.epochs, options(time(source), state.gradientFigure, state.hiddenLayers));
    };
  },
  listFigures: (view, theme, epoch) =>
    view.empty === undefined
      ? (isSplit(view) ? splitByLayer(view) : [{ ...view, title: text("gradientTitle") }]).map((each) => ({
          title: isSplit(view) ? text("gradientCellTitle", each.title) : each.title,
          spec: createGradientChart(each, theme, "wide"),
          cursor: markGradientCursor(each, theme, epoch),
          key: isSplit(view) ? [] : createGradientKey(each, theme),
        }))
      : [],
  createPart: (context) => new GradientPane(context),
};
