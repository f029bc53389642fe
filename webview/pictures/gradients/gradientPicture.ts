import "./gradients.css";
import { memoizeEqual, memoizeLast } from "../../kit/memoize";
import type { PictureKind } from "../../picture/pictureKind";
import { writeWaiting } from "../../picture/writeWaiting";
import { findTimeMarks } from "../../state/timeMarks";
import { findLastEpoch } from "../../state/timeline";
import { createGradientChart, markGradientCursor } from "./gradientChart";
import { GradientPane } from "./gradientPane";
import { isSplit, splitByLayer } from "./splitByLayer";
import { text } from "./strings";
import { buildGradientView, type GradientOptions, type GradientView } from "./gradientView";

/** Mean and deviation of every layer's gradients, whose crossing parts drift from diffusion. */
export const gradient: PictureKind<"gradient", GradientView> = {
  name: "gradient",
  column: "beside",
  createBuilder: () => {
    const build = memoizeLast(buildGradientView);
    const options = memoizeLast(gatherOptions);
    const marks = memoizeEqual(findTimeMarks);
    return ({ state, run, cell, mean, phases }) =>
      build(
        cell.info,
        cell.epochs,
        options(
          state.gradientFigure,
          state.hiddenLayers,
          findLastEpoch(cell),
          state.smoothing,
          marks(phases),
          mean?.members.length ?? 1,
          writeWaiting(run.status, "firstEpochText"),
        ),
      );
  },
  listFigures: (view, theme, epoch) =>
    view.empty === undefined
      ? (isSplit(view) ? splitByLayer(view) : [{ ...view, title: text("gradientTitle") }]).map((each) => ({
          title: isSplit(view) ? text("gradientCellTitle", each.title) : each.title,
          spec: createGradientChart(each, theme, "wide"),
          cursor: markGradientCursor(each, theme, epoch),
        }))
      : [],
  createPart: (dispatch) => new GradientPane(dispatch),
};

function gatherOptions(
  figure: GradientOptions["figure"],
  hiddenLayers: readonly number[],
  lastEpoch: number,
  smoothing: number,
  marks: GradientOptions["marks"],
  networks: number,
  beforeFirst: string,
): GradientOptions {
  return { figure, hiddenLayers, lastEpoch, smoothing, marks, networks, beforeFirst };
}
