import { ChartSection } from "../../kit/chartSection";
import { memoizeLast } from "../../kit/memoize";
import { keySign, type KeyEntry } from "../../kit/keyEntry";
import type { PictureKind } from "../../picture/pictureKind";
import { createTimeOptionsFinder, type TimeOptions } from "../../picture/timeOptions";
import { findShownEstimators } from "../../state/shownEstimators";
import { createInformationChart, markInformationCursor } from "./informationChart";
import { buildInformationView, type InformationOptions, type InformationView } from "./informationView";
import { text } from "./strings";

/** I(X;T) of every layer over the epochs. */
export const information: PictureKind<"information", InformationView> = {
  name: "information",
  title: text("informationTitle"),
  column: "beside",
  createBuilder: (placement) => {
    const build = memoizeLast(buildInformationView);
    const time = createTimeOptionsFinder("startedText");
    const options = memoizeLast(
      (common: TimeOptions, estimator: number, hiddenLayers: readonly number[]): InformationOptions => ({
        ...common,
        estimator,
        hiddenLayers,
      }),
    );
    return (source) => {
      const { state, cell } = source;
      const { shown } = findShownEstimators(state, cell, placement);
      return build(cell.info, cell.snapshots, options(time(source), shown, state.hiddenLayers));
    };
  },
  listFigures: (view, theme, epoch) =>
    view.empty === undefined
      ? [
          {
            title: text("informationTitle"),
            spec: createInformationChart(view, theme, "wide"),
            cursor: markInformationCursor(view, theme, epoch),
            key: createKey(view),
          },
        ]
      : [],
  createPart: ({ dispatch, drawQueue }) =>
    new ChartSection<InformationView>({
      name: "information",
      title: text("informationTitle"),
      createSpec: createInformationChart,
      drawQueue,
      createKey,
      describe: ({ captions }) => captions,
      markCursor: markInformationCursor,
      onPoint: (epoch) => {
        dispatch({ type: "view/setCursor", epoch });
      },
    }),
};

function createKey({ lines }: InformationView): readonly KeyEntry[] {
  return lines.some(({ gaps }) => gaps.length > 0) ? [keySign("cross", text("informationGapKey"))] : [];
}
