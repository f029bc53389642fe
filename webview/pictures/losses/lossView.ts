import { rangeOfEpochs, type EpochRange } from "../../kit/epochAxis";
import { epochColumn, type EpochFigure } from "../../../src/view/tables";
import { readEpoch, readValue, type GrowingTable } from "../../state/growingTable";
import { text, type StringKey } from "./strings";
import { text as sharedText } from "../../kit/strings";
import { formatCount, formatFigure, formatPercent } from "../../kit/formatNumber";
import { selectRows } from "../../state/selectRows";
import { findGaps, findRange, hasPoint } from "../../kit/series";
import { smoothTimeLine, type TimeLine } from "../../kit/timeLine";
import type { TimeMark } from "../../kit/timeMarks";
import type { TimeOptions } from "../../picture/timeOptions";

export interface LossLine extends TimeLine {
  readonly quantity: "loss" | "accuracy";
  readonly rows: "training" | "test";
  readonly title: string;
  /** Epochs at which the line breaks because there is no figure. */
  readonly gaps: readonly number[];
}

export interface LossView {
  /** Said instead of a picture if there is nothing to draw. */
  readonly empty?: string;
  readonly lines: readonly LossLine[];
  readonly marks: readonly TimeMark[];
  readonly xTitle: string;
  readonly xRange: EpochRange;
  readonly lossTitle: string;
  /** The axis of the loss runs from 0 to here, that of the accuracy from 0 to 1. */
  readonly lossMax: number;
  readonly accuracyTitle: string;
  readonly captions: readonly string[];
  readonly summary: string;
}

interface LossColumn extends Pick<LossLine, "quantity" | "rows"> {
  readonly figure: EpochFigure & StringKey;
}

const COLUMNS: readonly LossColumn[] = [
  { figure: "trainingLoss", quantity: "loss", rows: "training" },
  { figure: "testLoss", quantity: "loss", rows: "test" },
  { figure: "trainingAccuracy", quantity: "accuracy", rows: "training" },
  { figure: "testAccuracy", quantity: "accuracy", rows: "test" },
];

export interface LossOptions extends TimeOptions {
  /** The share of the largest class, which an accuracy is to be read beside; NaN if not known. */
  readonly largestClass: number;
}

/** Losses and accuracies of one network over epochs. */
export function buildLossView(
  epochs: GrowingTable,
  { lastEpoch, epochAxis, smoothing, marks, networks, beforeFirst, largestClass }: LossOptions,
): LossView {
  const { rows: selected, recorded } = selectRows(epochs);
  const lines = COLUMNS.map(({ figure, quantity, rows }): LossLine => {
    const points = selected
      .map((row) => ({
        x: readEpoch(epochs, row),
        y: finiteOrGap(readValue(epochs, row, epochColumn(figure))),
      }))
      .filter(({ x }) => x >= 1);
    return {
      quantity,
      rows,
      title: text(figure),
      ...smoothTimeLine(points, lastEpoch, smoothing),
      gaps: findGaps(points),
    };
  });
  const lossRange = findRange(
    lines.filter(({ quantity }) => quantity === "loss").map(({ points }) => points),
  );
  const empty =
    recorded === 0
      ? beforeFirst
      : lines.every(({ points }) => !hasPoint(points))
        ? text("lossNothing")
        : undefined;
  return {
    ...(empty === undefined ? {} : { empty }),
    lines,
    marks,
    xTitle: text("lossX"),
    xRange: rangeOfEpochs(epochAxis, lastEpoch),
    lossTitle: text("lossY"),
    lossMax: lossRange === undefined || lossRange[1] <= 0 ? 1 : lossRange[1] * 1.05,
    accuracyTitle: text("accuracyY"),
    captions: [
      ...(Number.isNaN(largestClass) ? [] : [text("largestClass", formatPercent(largestClass))]),
      ...(networks > 1 ? [text("lossMeanOver", formatCount(networks))] : []),
      ...(lines.some(({ smoothed }) => smoothed !== undefined) ? [text("lossSmoothed", smoothing)] : []),
      ...COLUMNS.flatMap((column) => describeGaps(column, epochs)),
      ...(selected.length < recorded
        ? [sharedText("drawnEpochs", formatCount(selected.length), formatCount(recorded))]
        : []),
    ],
    summary: [
      text("lossSummary", 1, formatCount(lastEpoch)),
      ...lines.flatMap(({ title, points }) => {
        const last = points.at(-1);
        return last === undefined ? [] : [text("lossSummaryLast", title, formatFigure(last.y))];
      }),
    ].join(" "),
  };
}

function finiteOrGap(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}

function describeGaps({ figure }: LossColumn, epochs: GrowingTable): readonly string[] {
  let gaps = 0;
  for (let row = 0; row < epochs.rows; row++) {
    gaps += Number.isFinite(readValue(epochs, row, epochColumn(figure))) ? 0 : 1;
  }
  return gaps === 0 ? [] : [text("lossGaps", text(figure), formatCount(gaps), formatCount(epochs.rows))];
}
