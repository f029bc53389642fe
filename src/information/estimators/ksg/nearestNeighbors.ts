import type { EstimateFlag, Estimator } from "../../estimate";
import { labelEntropy } from "../../labelEntropy";
import { defineEstimator, type EstimatorDefinition } from "../shared/defineEstimator";
import { kraskovCeiling, kraskovInformation, type NearestNeighborSettings } from "./kraskov";
import type { NeighborInformation } from "./neighborFlags";
import { rossInformation } from "./ross";

/**
 * Nearest neighbors: I(X;T) between the inputs and the activations by Kraskov's estimate (`kraskovInformation`),
 * I(T;Y) with one sampled label a row by Ross's (`rossInformation`), both in bits, not below 0 and not above their
 * ceilings.
 *
 * Both assume a density. Where T is a function of continuous inputs I(X;T) is infinite, and its estimate grows with
 * the rows; where the inputs take few values, distances between them are equal, and a flag says so.
 */
export function createNearestNeighborEstimator(settings: NearestNeighborSettings): Estimator {
  return defineEstimator({
    ...commonPart(settings),
    estimate: ({ activations, rows, units, inputs, inputEntropy = Infinity }, labels, proceed) => {
      const t = { values: activations, columns: units };
      const ixt =
        inputs === undefined ? INPUTS_NEEDED : kraskovInformation(inputs, t, rows, settings, proceed);
      const ity = rossInformation(t, labels.sampled, labels.classes, settings.neighbors, proceed);
      return {
        ixt: Math.min(ixt.bits, inputEntropy),
        ity: Math.min(ity.bits, labelEntropy(labels)),
        raw: { ixt: ixt.unclipped, ity: ity.unclipped },
        flags: mergeFlags({ "I(X;T)": ixt.flags, "I(T;Y)": ity.flags }),
      };
    },
  });
}

/**
 * I(A;B) of two continuous variables by Kraskov's estimate, as the I(X;T) of inputs A and activations B. There are no
 * labels, and no I(T;Y).
 */
export function createPairEstimator(settings: NearestNeighborSettings): Estimator {
  return defineEstimator({
    ...commonPart(settings),
    estimate: ({ activations, rows, units, inputs }, _labels, proceed) => {
      const found =
        inputs === undefined
          ? INPUTS_NEEDED
          : kraskovInformation(inputs, { values: activations, columns: units }, rows, settings, proceed);
      return { ixt: found.bits, ity: NaN, raw: { ixt: found.unclipped, ity: NaN }, flags: found.flags };
    },
  });
}

function commonPart({
  neighbors,
}: NearestNeighborSettings): Pick<EstimatorDefinition, "describe" | "mostBits"> {
  return {
    describe: () => `nearest neighbors, k = ${neighbors}`,
    mostBits: ({ rows }) => kraskovCeiling(rows, neighbors),
  };
}

const INPUTS_NEEDED: NeighborInformation = {
  bits: NaN,
  unclipped: NaN,
  flags: [{ code: "not-estimated", message: "Nearest neighbors need the inputs of the rows for it." }],
};

/** One flag a code: each figure's sentence, headed by the figure. */
function mergeFlags(flagsOf: Readonly<Record<string, readonly EstimateFlag[]>>): EstimateFlag[] {
  const sentences = new Map<EstimateFlag["code"], string[]>();
  for (const [figure, flags] of Object.entries(flagsOf)) {
    for (const { code, message } of flags) {
      sentences.set(code, [...(sentences.get(code) ?? []), `${figure}: ${message}`]);
    }
  }
  return [...sentences].map(([code, messages]) => ({ code, message: messages.join(" ") }));
}
