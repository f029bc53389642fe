import { ChartSection } from "../../kit/chartSection";
import { memoizeEqual, memoizeLast } from "../../kit/memoize";
import { createKeyEntry, createSignSwatch } from "../../kit/swatches";
import { findTimeMarks } from "../../state/timeMarks";
import type { PictureKind } from "../../picture/pictureKind";
import { writeWaiting } from "../../picture/writeWaiting";
import { findShownEstimators } from "../../state/shownEstimators";
import { findLastEpoch } from "../../state/timeline";
import { createInformationChart, markInformationCursor } from "./informationChart";
import { buildInformationView, type InformationOptions, type InformationView } from "./informationView";
import { text } from "./strings";

/** I(X;T) of every layer over the epochs. */
export const information: PictureKind<"information", InformationView> = {
  name: "information",
  column: "beside",
  createBuilder: (placement) => {
    const build = memoizeLast(buildInformationView);
    const marks = memoizeEqual(findTimeMarks);
    const options = memoizeLast(gatherOptions);
    return ({ state, run, cell, mean, phases }) =>
      build(
        cell.info,
        cell.snapshots,
        options(
          findShownEstimators(state, cell, placement).shown,
          state.hiddenLayers,
          findLastEpoch(cell),
          state.smoothing,
          marks(phases),
          mean?.members.length ?? 1,
          writeWaiting(run.status, "startedText"),
        ),
      );
  },
  listFigures: (view, theme, epoch) =>
    view.empty === undefined
      ? [
          {
            title: text("informationTitle"),
            spec: createInformationChart(view, theme, "wide"),
            cursor: markInformationCursor(view, theme, epoch),
          },
        ]
      : [],
  createPart: (dispatch) =>
    new ChartSection<InformationView>({
      name: "information",
      title: text("informationTitle"),
      createSpec: createInformationChart,
      createKey: ({ lines }) =>
        lines.some(({ gaps }) => gaps.length > 0)
          ? [createKeyEntry(createSignSwatch("cross"), text("informationGapKey"))]
          : [],
      describe: ({ captions }) => captions,
      markCursor: markInformationCursor,
      onPoint: (epoch) => {
        dispatch({ type: "view/setCursor", epoch });
      },
    }),
};

function gatherOptions(
  estimator: number,
  hiddenLayers: readonly number[],
  lastEpoch: number,
  smoothing: number,
  marks: InformationOptions["marks"],
  networks: number,
  beforeFirst: string,
): InformationOptions {
  return { estimator, hiddenLayers, lastEpoch, smoothing, marks, networks, beforeFirst };
}
