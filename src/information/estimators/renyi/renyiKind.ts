import * as z from "zod";
import { clusterAnswer } from "../../known/knownAnswer";
import { estimatorKind } from "../shared/estimatorKind";
import { ownSeed, wholeNumber } from "../shared/settingFields";
import { BYTES_PER_DOUBLE } from "../shared/workBytes";
import { createRenyiEstimator } from "./renyi";

export const ALPHA_MAX = 100;
export const KERNEL_WIDTH_MAX = 1000;
export const SUBSAMPLE_MIN = 2;
/** The eigenvalues of a matrix of this size take about a second. */
export const SUBSAMPLE_MAX = 1000;
/** Kernel matrices of the layer, the inputs and both, and what their eigenvalues take. */
const KERNEL_MATRICES = 6;

/** The sentence on the subsample in a run file. */
const SUBSAMPLE_FLAG = 150;

/** α = 1.01 and 100 rows are those of Wickstrøm et al. 2019. */
export const renyi = estimatorKind({
  name: "renyi",
  title: "matrix-based Rényi",
  summary: "Matrix-based Rényi entropy (Wickstrøm et al. 2019).",
  measures: "matrix-based Rényi α-entropy on a stated subsample (Wickstrøm et al. 2019)",
  gives: "the subsample's ceiling",
  coarser: "take another analysis.estimator, or more rows",
  authors: [{ name: "wickstrom" }],
  fields: {
    alpha: z
      .number()
      .positive()
      .max(ALPHA_MAX)
      .default(1.01)
      .meta({ description: "Order α of the entropy; 1 is von Neumann's.", examples: [1.01, 2] }),
    subsample: wholeNumber(SUBSAMPLE_MIN, SUBSAMPLE_MAX)
      .default(100)
      .meta({ description: "Rows that the kernel matrices are made of, at most." }),
    width: z
      .number()
      .positive()
      .max(KERNEL_WIDTH_MAX)
      .optional()
      .meta({
        description:
          "Width of the kernels, in multiples of the mean distance between rows; without it, the width that aligns a kernel best with the labels.",
        examples: [0.5],
      }),
    seed: ownSeed,
  },
  usesInputs: true,
  counts: false,
  isShannon: false,
  drawsLabels: false,
  drawsRows: true,
  resampling: "half-samples",
  presets: [
    {
      label: "Matrix-based Rényi, α = 1.01",
      description: "Wickstrøm et al. 2019, on 100 rows",
      settings: {},
    },
  ],
  tellApart: ({ alpha, subsample }) => `α = ${alpha}, ${subsample} rows`,
  create: createRenyiEstimator,
  workBytes: ({ subsample }, { rows }) => KERNEL_MATRICES * Math.min(rows, subsample) ** 2 * BYTES_PER_DOUBLE,
  storedBytes: () => SUBSAMPLE_FLAG,
  knownAnswers: () => [
    clusterAnswer("matrix-based Rényi", createRenyiEstimator({ alpha: 2, subsample: 96, seed: 0 }), 96),
  ],
});
