import type { Proceed } from "../../../base/proceed";
import type { EstimateFlag, Estimator, LayerSample } from "../../estimate";
import { countInformation, UNCORRECTED } from "../shared/countInformation";
import { defineEstimator } from "../shared/defineEstimator";
import { mergeEqualRows } from "../shared/mergeRows";
import { uniqueRowsFlags } from "../shared/uniqueRows";

/**
 * No estimate: T is the tuple of the layer's values as they are, and two rows share it when all their values are
 * equal. In a network that rounds its activations T takes finitely many values and is a function of X, so that
 * I(X;T) = H(T) and I(T;Y) = H(T) + H(Y) - H(T,Y) are exact over the given rows (Lorenzen, Igel & Nielsen 2022,
 * section 3). In one that does not, nearly every row is a value of its own: the flags say so.
 */
export function createExactEstimator(counting = UNCORRECTED): Estimator {
  return defineEstimator({
    describe: () => "exact",
    estimate: (sample, labels, proceed) => {
      const { activations, rows, units } = sample;
      const merged = mergeEqualRows(activations, rows, units, proceed);
      const quantized = looksQuantized(sample, proceed);
      const flags = [...(quantized ? [] : [NOT_QUANTIZED]), ...uniqueRowsFlags(merged.cells, rows)];
      const figures = countInformation(merged, sample, labels, counting, proceed);
      return { ...figures, flags };
    },
  });
}

/** Activations of 8 bits, as Lorenzen et al. have them, take so many values. */
const QUANTIZED_VALUES_MAX = 256;

const NOT_QUANTIZED: EstimateFlag = {
  code: "not-quantized",
  message:
    "The network does not round this layer's activations, so every float counts as a value of its own and I(X;T) tells little but the number of rows; network.quantize rounds them.",
};

/** Whether the layer is rounded, or no unit takes more values than one of 8 bits could. */
function looksQuantized(sample: LayerSample, proceed: Proceed): boolean {
  const { activations, rows, units, quantized } = sample;
  if (quantized === true) {
    return true;
  }
  for (let unit = 0; unit < units; unit++) {
    proceed();
    const distinct = new Set<number>();
    for (let row = 0; row < rows; row++) {
      distinct.add(activations[row * units + unit]!);
      if (distinct.size > QUANTIZED_VALUES_MAX) {
        return false;
      }
    }
  }
  return true;
}
