import type { Proceed } from "../../../base/proceed";
import {
  isSaturated,
  type EstimateFlag,
  type Estimator,
  type InformationEstimate,
  type LabelDistribution,
  type LayerSample,
  type PlaneFigures,
} from "../../estimate";
import { labelEntropy } from "../../labelEntropy";

/** What an estimator gives of itself; ceilings and what holds for every estimator are added to it. */
export type OwnEstimate = Omit<InformationEstimate, "ceiling">;

/** An estimator's own part: it is given finite activations of a layer that is not constant. */
export interface EstimatorDefinition {
  readonly describe: Estimator["describe"];
  /** The most that its formula can give of I(X;T), when that is less than what the rows and the inputs allow. */
  readonly mostBits?: (sample: LayerSample) => number;
  readonly estimate: (sample: LayerSample, labels: LabelDistribution, proceed: Proceed) => OwnEstimate;
}

/** I(X;T) this close to its ceiling, in bits, says only that nearly every row is told from every other. */
export const SATURATION_MARGIN = 0.05;

/**
 * Completes an estimator by what all have in common: activations that are not finite give no figure but a reason,
 * a constant layer gives exactly 0 bit, and every figure carries its ceiling and a flag if it has reached it.
 */
export function defineEstimator(definition: EstimatorDefinition): Estimator {
  return {
    describe: definition.describe,
    estimate: (sample, labels, proceed) => {
      const ceiling = ceilingOf(sample, labels, definition.mostBits?.(sample));
      const kind = kindOfValues(sample);
      if (kind === "non-finite") {
        return { ixt: NaN, ity: NaN, ceiling, flags: [NON_FINITE] };
      }
      if (kind === "constant") {
        return { ixt: 0, ity: 0, ceiling, flags: [] };
      }
      const own = definition.estimate(sample, labels, proceed);
      return { ...own, ceiling, flags: withSaturation(own, ceiling.ixt) };
    },
  };
}

const NON_FINITE: EstimateFlag = {
  code: "non-finite",
  message:
    "The layer's activations are not finite, as after training that diverged, so there is no estimate.",
};

function ceilingOf(
  { rows, inputEntropy = Infinity }: LayerSample,
  labels: LabelDistribution,
  mostBits = Math.log2(rows),
): PlaneFigures {
  return { ixt: Math.min(mostBits, inputEntropy), ity: labelEntropy(labels) };
}

function kindOfValues({ activations, units }: LayerSample): "non-finite" | "constant" | "varied" {
  // NaN once one of them is not finite.
  let nothing = 0;
  for (let i = 0; i < activations.length; i++) {
    nothing += activations[i]! * 0;
  }
  if (Number.isNaN(nothing)) {
    return "non-finite";
  }
  for (let i = units; i < activations.length; i++) {
    if (activations[i] !== activations[i - units]) {
      return "varied";
    }
  }
  return "constant";
}

function withSaturation(own: OwnEstimate, ceiling: number): readonly EstimateFlag[] {
  return isSaturated(own) || !(ceiling - own.ixt < SATURATION_MARGIN)
    ? own.flags
    : [
        ...own.flags,
        {
          code: "saturated",
          message:
            "I(X;T) has reached its ceiling: at this resolution nearly every input is told from every other, and the estimate cannot tell more.",
        },
      ];
}
