import type { Proceed } from "../../../base/proceed";
import { randomStream, shuffleInPlace } from "../../../base/random";
import type { EstimateFlag, Estimator, LayerSample } from "../../estimate";
import { labelEntropy } from "../../labelEntropy";
import { alignedKernel } from "./alignedKernel";
import { defineEstimator, SATURATION_MARGIN } from "../shared/defineEstimator";
import { eigenvalueEntropy, matrixEntropy } from "./matrixEntropy";

export interface RenyiSettings {
  readonly alpha: number;
  /** Rows that the kernel matrices are made of, at most. */
  readonly subsample: number;
  /** Width of the kernels in multiples of the mean distance between rows; left out, they are aligned with the labels. */
  readonly width?: number | undefined;
  readonly seed: number;
}

/**
 * Matrix-based Rényi information in bits (Giraldo, Rao & Principe 2015; for neural networks Yu et al. 2021 and
 * Wickstrøm et al. 2019): with kernel matrices A and B of trace 1 and their entrywise product A∘B,
 *   I_α(A;B) = S_α(A) + S_α(B) - S_α(A∘B / tr(A∘B)).
 * X has a Gaussian kernel on its inputs or, where these are not known, is the number of the row: its kernel is then
 * the identity, A∘B is too, and I(X;T) = S_α(T). Y has the kernel that is 1 for two rows of one sampled label.
 *
 * It is a quantity of its own, defined by its kernel and not by a density: it estimates Shannon's only loosely.
 * It is taken over some of the rows, the same at every snapshot, for which no figure exceeds log2 of their number.
 */
export function createRenyiEstimator(settings: RenyiSettings): Estimator {
  const { alpha, subsample, width, seed } = settings;
  return defineEstimator({
    describe: () =>
      `Rényi α = ${alpha}, ${subsample} rows, ${width === undefined ? "aligned kernels" : `kernel width ${width}`}`,
    mostBits: ({ rows }) => Math.log2(Math.min(rows, subsample)),
    estimate: (sample, labels, proceed) => {
      const chosen = chooseRows(sample.rows, subsample, seed);
      const labelsOfChosen = Uint16Array.from(chosen, (row) => labels.sampled[row]!);
      const layer = alignedKernel(sample.activations, sample.units, chosen, labelsOfChosen, width, proceed);
      const { values: kernel } = layer;
      const layerEntropy = matrixEntropy(kernel, chosen.length, alpha);
      const aboutInputs = inputInformation(
        sample,
        chosen,
        labelsOfChosen,
        kernel,
        layerEntropy,
        settings,
        proceed,
      );
      proceed();
      const aboutLabels = labelInformation(labelsOfChosen, kernel, layerEntropy, alpha);
      const ixt = Math.min(
        sample.inputEntropy ?? Infinity,
        Math.log2(chosen.length),
        Math.max(0, aboutInputs),
      );
      return {
        ixt,
        // Chosen rows can be more evenly labeled than all rows are, and α below 1 weighs rare labels more.
        ity: Math.min(labelEntropy(labels), Math.max(0, aboutLabels)),
        flags: [
          ...(chosen.length < sample.rows ? subsampleFlags(ixt, chosen.length, sample.rows) : []),
          ...(layer.isWidest ? [WIDEST_KERNEL] : []),
        ],
      };
    },
  });
}

const WIDEST_KERNEL: EstimateFlag = {
  code: "kernel-width",
  message:
    "The labels do not choose a kernel width here: the widest that is tried aligns best, under which all rows look alike, and the figures say little of the layer. A width of your own can be set.",
};

/** Without repeats, all in order if they are not more than asked for. */
function chooseRows(rows: number, subsample: number, seed: number): Uint32Array {
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  if (rows <= subsample) {
    return all;
  }
  shuffleInPlace(all, randomStream(seed, "estimate"));
  return all.slice(0, subsample).sort();
}

function inputInformation(
  { inputs }: LayerSample,
  chosen: Uint32Array,
  labels: Uint16Array,
  layer: Float64Array,
  layerEntropy: number,
  { alpha, width }: RenyiSettings,
  proceed: Proceed,
): number {
  if (inputs === undefined) {
    return layerEntropy;
  }
  const aligned = alignedKernel(inputs.values, inputs.columns, chosen, labels, width, proceed);
  proceed();
  const { values: kernel } = aligned;
  // The diagonal of a product of kernels is 1 as theirs is, so that its trace needs no care.
  const joint = layer.map((value, i) => value * kernel[i]!);
  return (
    matrixEntropy(kernel, chosen.length, alpha) + layerEntropy - matrixEntropy(joint, chosen.length, alpha)
  );
}

function labelInformation(
  labels: Uint16Array,
  layer: Float64Array,
  layerEntropy: number,
  alpha: number,
): number {
  const size = labels.length;
  const joint = layer.map((value, i) => (labels[Math.floor(i / size)] === labels[i % size] ? value : 0));
  // The label kernel is made of blocks of ones: its eigenvalues are the rows of each label.
  const rowsOfLabel = new Map<number, number>();
  for (const label of labels) {
    rowsOfLabel.set(label, (rowsOfLabel.get(label) ?? 0) + 1);
  }
  return (
    layerEntropy + eigenvalueEntropy([...rowsOfLabel.values()], alpha) - matrixEntropy(joint, size, alpha)
  );
}

function subsampleFlags(ixt: number, chosen: number, rows: number): EstimateFlag[] {
  const ceiling = Math.log2(chosen);
  const flag: EstimateFlag = {
    code: "subsample",
    message: `Computed from ${chosen} of the ${rows} rows, so that no figure can exceed log2 ${chosen} = ${ceiling.toFixed(2)} bit.`,
  };
  return ceiling - ixt < SATURATION_MARGIN
    ? [
        flag,
        {
          code: "saturated",
          message: `I(X;T) has reached the logarithm of the ${chosen} rows that it is computed from: the kernel tells nearly all of them apart, and the estimate cannot tell more.`,
        },
      ]
    : [flag];
}
