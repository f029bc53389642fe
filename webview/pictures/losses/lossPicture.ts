import { ChartSection } from "../../kit/chartSection";
import { memoizeLast } from "../../kit/memoize";
import { keyLine, type KeyEntry } from "../../kit/keyEntry";
import { SECOND_LINE_DASH, type ChartTheme } from "../../kit/theme";
import type { PictureKind } from "../../picture/pictureKind";
import { createTimeOptionsFinder, type TimeOptions } from "../../picture/timeOptions";
import { createLossChart, lossColor, markLossCursor } from "./lossChart";
import { buildLossView, type LossOptions, type LossView } from "./lossView";
import { text } from "./strings";

/** Losses and accuracies over the epochs. */
export const loss: PictureKind<"loss", LossView> = {
  name: "loss",
  title: text("lossTitle"),
  column: "beside",
  createBuilder: () => {
    const build = memoizeLast(buildLossView);
    const time = createTimeOptionsFinder("firstEpochText");
    const options = memoizeLast((common: TimeOptions, largestClass: number): LossOptions => ({
      ...common,
      largestClass,
    }));
    return (source) => {
      const { epochs, info } = source.cell;
      return build(epochs, options(time(source), info.largestClass));
    };
  },
  listFigures: (view, theme, epoch) =>
    view.empty === undefined
      ? [
          {
            title: text("lossTitle"),
            spec: createLossChart(view, theme, "wide"),
            cursor: markLossCursor(view, theme, epoch),
            key: createKey(view, theme),
          },
        ]
      : [],
  createPart: ({ dispatch, drawQueue }) =>
    new ChartSection<LossView>({
      name: "loss",
      title: text("lossTitle"),
      createSpec: createLossChart,
      drawQueue,
      createKey,
      describe: ({ captions }) => captions,
      markCursor: markLossCursor,
      onPoint: (epoch) => {
        dispatch({ type: "view/setCursor", epoch });
      },
    }),
};

function createKey(_view: LossView, theme: ChartTheme): readonly KeyEntry[] {
  return [
    keyLine(lossColor(theme, "loss"), [], text("lossKey")),
    keyLine(lossColor(theme, "accuracy"), [], text("accuracyKey")),
    keyLine(theme.text, SECOND_LINE_DASH, text("testKey")),
  ];
}
