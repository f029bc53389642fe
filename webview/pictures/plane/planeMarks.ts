import type { CellInfo } from "../../state/store";
import { text } from "./strings";
import { formatBits } from "../../kit/formatNumber";

/** A line across the plane at a quantity of the data. */
export interface PlaneMark {
  readonly axis: "x" | "y";
  readonly value: number;
  readonly label: string;
}

/** Below this two entropies are the same at the three decimals that they are written with. */
const SAME_BITS = 5e-4;

/** The lines at H(X), H(Y) and I(X;Y), as far as they are known. */
export function placeMarks(info: CellInfo): readonly PlaneMark[] {
  const { inputEntropy, labelEntropy, inputLabelInformation } = info;
  const onX: PlaneMark = {
    axis: "x",
    value: inputEntropy,
    label: text("markInputEntropy", formatBits(inputEntropy)),
  };
  const onY: readonly PlaneMark[] =
    Math.abs(labelEntropy - inputLabelInformation) < SAME_BITS
      ? [{ axis: "y", value: labelEntropy, label: text("markLabelBoth", formatBits(labelEntropy, 3)) }]
      : [
          { axis: "y", value: labelEntropy, label: text("markLabelEntropy", formatBits(labelEntropy, 3)) },
          {
            axis: "y",
            value: inputLabelInformation,
            label: text("markInputLabelInformation", formatBits(inputLabelInformation, 3)),
          },
        ];
  return [onX, ...onY].filter(({ value }) => Number.isFinite(value) && value > 0);
}
