import {
  meanOverSamples,
  SAMPLED_BITS,
  SAMPLED_ROWS,
  SAMPLES,
  type KnownAnswer,
} from "../../known/knownAnswer";
import {
  gaussianInformation,
  gaussianPairs,
  mixedAtoms,
  overlappingUniforms,
} from "../../known/knownDistributions";
import { estimatorKind } from "../shared/estimatorKind";
import { wholeNumber } from "../shared/settingFields";
import { NAME, PAIR } from "../shared/storedBytes";
import { wordBytes } from "../shared/workBytes";
import { kraskovInformation, type NearestNeighborSettings } from "./kraskov";
import { createNearestNeighborEstimator, createPairEstimator } from "./nearestNeighbors";
import { rossInformation } from "./ross";

const NEIGHBORS = 3;
export const NEIGHBORS_MAX = 1000;
/** Per row: the tree of its neighbors, distances and counts. */
const NEIGHBOR_BYTES = 64;

/** Ties, or neighbors that are far, with their sentences in a run file. */
const NEIGHBOR_FLAGS = 350;

/** k = 3 is the choice of Kraskov et al. 2004. */
export const ksg = estimatorKind({
  name: "ksg",
  title: "nearest neighbors",
  summary: "Nearest neighbors (Kraskov et al. 2004; for the labels, Ross 2014).",
  measures: "I(X;T) and I(T;Y) by nearest neighbors (Kraskov et al. 2004; Ross 2014)",
  gives: "the share of ties, for which there is no density",
  coarser: "take another analysis.estimator, or more rows",
  authors: [{ name: "kraskov" }, { name: "ross", takesLabels: true }],
  fields: {
    neighbors: wholeNumber(1, NEIGHBORS_MAX)
      .default(NEIGHBORS)
      .meta({ description: "k, the neighbor that distances are measured to." }),
    algorithm: wholeNumber(1, 2).default(1).meta({ description: "Kraskov's first or second algorithm." }),
  },
  options: { k: { setting: "neighbors" } },
  settingsOfInputs: ["algorithm"],
  usesInputs: true,
  counts: false,
  isShannon: true,
  drawsLabels: true,
  drawsRows: false,
  resampling: "half-samples",
  presets: [
    { label: "Nearest neighbors, k = 3", description: "Kraskov et al. 2004 and Ross 2014", settings: {} },
  ],
  tellApart: ({ neighbors, algorithm }) => `k = ${neighbors}, algorithm ${algorithm}`,
  create: (settings) => createNearestNeighborEstimator(settle(settings)),
  createPair: (settings) => createPairEstimator(settle(settings)),
  workBytes: (_settings, size) =>
    2 * (wordBytes(size) + (size.inputs?.values.byteLength ?? 0)) + size.rows * NEIGHBOR_BYTES,
  storedBytes: () => NAME + PAIR + NEIGHBOR_FLAGS,
  knownAnswers: () => [
    ...[0, 0.6, 0.9].map((correlation) => normalPair(correlation, 1)),
    normalPair(0.9, 2),
    labeled("uniform on [0, 2] or [1, 3]", overlappingUniforms),
    labeled("atoms and a uniform", mixedAtoms),
  ],
});

function settle({
  neighbors,
  algorithm,
}: {
  readonly neighbors: number;
  readonly algorithm: number;
}): NearestNeighborSettings {
  return { neighbors, algorithm: algorithm === 2 ? 2 : 1 };
}

function normalPair(correlation: number, algorithm: 1 | 2): KnownAnswer {
  return {
    estimator: `KSG ${algorithm}, k = ${NEIGHBORS}`,
    distribution: `normal pair, ρ = ${correlation}, mean of ${SAMPLES} × ${SAMPLED_ROWS} rows`,
    trueBits: gaussianInformation(correlation, 1),
    tolerance: SAMPLED_BITS,
    estimate: (proceed) =>
      meanOverSamples((seed) => {
        const { a, b, rows } = gaussianPairs(correlation, 1, SAMPLED_ROWS, seed);
        const settings = { neighbors: NEIGHBORS, algorithm };
        const pair = [
          { values: a, columns: 1 },
          { values: b, columns: 1 },
        ] as const;
        return kraskovInformation(...pair, rows, settings, proceed).unclipped;
      }),
  };
}

function labeled(
  distribution: string,
  draw: (rows: number, seed: number) => { readonly t: Float64Array; readonly labels: Uint16Array },
): KnownAnswer {
  return {
    estimator: `Ross, k = ${NEIGHBORS}`,
    distribution: `${distribution}, mean of ${SAMPLES} × ${SAMPLED_ROWS} rows`,
    trueBits: 0.5,
    tolerance: SAMPLED_BITS,
    estimate: (proceed) =>
      meanOverSamples((seed) => {
        const { t, labels } = draw(SAMPLED_ROWS, seed);
        return rossInformation({ values: t, columns: 1 }, labels, 2, NEIGHBORS, proceed).unclipped;
      }),
  };
}
