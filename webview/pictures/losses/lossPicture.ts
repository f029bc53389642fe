import "./losses.css";
import { ChartSection } from "../../kit/chartSection";
import { memoizeLast } from "../../kit/memoize";
import { text as sharedText } from "../../kit/strings";
import { createKeyEntry, createLineSwatch } from "../../kit/swatches";
import { SECOND_LINE_DASH, type ChartTheme } from "../../kit/theme";
import type { PictureKind } from "../../picture/pictureKind";
import { createLossChart, lossColor } from "./lossChart";
import { buildLossView, type LossView } from "./lossView";
import { text } from "./strings";

/** Losses and accuracies over the epochs. */
export const loss: PictureKind<"loss", LossView> = {
  name: "loss",
  column: "beside",
  createBuilder: () => {
    const build = memoizeLast(buildLossView);
    return ({ run, cell }) =>
      build(
        cell.epochs,
        sharedText(run.status === "running" ? "firstEpochText" : "nothingRecorded"),
        cell.info.largestClass,
      );
  },
  createPart: () =>
    new ChartSection<LossView>({
      name: "loss",
      title: text("lossTitle"),
      createSpec: createLossChart,
      createKey,
      describe: ({ captions }) => captions,
    }),
};

function createKey({ lines }: LossView, theme: ChartTheme): readonly Node[] {
  return lines.map(({ quantity, rows, title }) =>
    createKeyEntry(
      createLineSwatch(lossColor(theme, quantity), rows === "test" ? SECOND_LINE_DASH : []),
      title,
    ),
  );
}
