import type { Proceed } from "../../../base/proceed";
import { randomStream } from "../../../base/random";
import { discreteInformation } from "../../discreteInformation";
import type { LabelDistribution, LayerSample } from "../../estimate";
import { correctDiscrete, type CorrectionName } from "../../sampling/correctDiscrete";
import type { OwnEstimate } from "./defineEstimator";
import type { MergedRows } from "./mergeRows";

/** How figures from counts are corrected. */
export interface CountingOptions {
  readonly correction: CorrectionName;
  /** Of the shuffles. */
  readonly seed: number;
}

export const UNCORRECTED: CountingOptions = { correction: "none", seed: 0 };

/** The figures of rows that are put into cells, in bits, with the bias that was taken off where one was. */
export function countInformation(
  { cellOfRow, cells }: MergedRows,
  { rows, inputEntropy = Math.log2(rows) }: Pick<LayerSample, "rows" | "inputEntropy">,
  labels: LabelDistribution,
  { correction, seed }: CountingOptions,
  proceed: Proceed,
): Omit<OwnEstimate, "flags"> {
  return correction === "none"
    ? discreteInformation(cellOfRow, cells, labels)
    : correctDiscrete(
        cellOfRow,
        cells,
        labels,
        correction,
        inputEntropy,
        randomStream(seed, "estimate"),
        proceed,
      );
}
