import type { Proceed } from "../base/proceed";
import type { AnalysisConfig } from "../config/schema/configSchema";
import type { Dataset } from "../data/dataset/dataset";
import { jointOfCells, jointOfGroups, jointThroughNoise } from "../information/bound/coarseJoint";
import { bestSampledPoint, sampledPoint } from "../information/bound/finiteSample";
import { informationCurve, type InformationCurve } from "../information/bound/informationCurve";
import type { JointDistribution } from "../information/bound/jointDistribution";
import { mergeEqualRows } from "../information/estimators/shared/mergeRows";
import type { CellBound } from "../run/runEvent";
import type { Cell } from "./cell";
import type { CellSetup } from "./prepareCell";
import type { BoundWork, SharedWork } from "./sharedWork";
import type { RowSet } from "./rowSets";

const WAYS_TO_A_SHAPE =
  'In the config: "analysis": { "bound": { "inputs": "noisy", "sigma": 0.5 } }, or { "inputs": "merged", "groups": 64 }.';

/** The bound of a cell's data: the curve to hold layers against, and the event that carries the curve. */
export interface ComputedBound {
  readonly curve: InformationCurve | undefined;
  readonly event: CellBound | undefined;
}

/**
 * The information-bottleneck bound that the config asks for, over all rows.
 * @returns nothing to draw if the config asks for none
 */
export function computeBound(
  { id, config }: Cell,
  { dataset, split, rowSets }: Pick<CellSetup, "dataset" | "split" | "rowSets">,
  proceed: Proceed,
  shared?: SharedWork,
): ComputedBound {
  const { bound } = config.analysis;
  if (bound === "none") {
    return { curve: undefined, event: undefined };
  }
  const compute = (): BoundWork => {
    const computed = jointOf(bound, dataset, rowSets[0]!, proceed);
    return { joint: computed, curve: informationCurve(computed, {}, proceed) };
  };
  const { joint, curve } = shared?.bound(dataset.inputs, JSON.stringify(bound), compute) ?? compute();
  const rows = split.training.length;
  return { curve, event: describeCurve(id, describeInputs(bound, dataset), joint, curve, rows) };
}

function jointOf(
  bound: Exclude<AnalysisConfig["bound"], "none">,
  dataset: Dataset,
  { labels }: RowSet,
  proceed: Proceed,
): JointDistribution {
  const inputs = { values: dataset.inputs, columns: dataset.columns, rows: dataset.rows };
  if (bound === "auto") {
    // Equal inputs are one x.
    const merged = mergeEqualRows(dataset.inputs, dataset.rows, dataset.columns, proceed);
    return jointOfCells(merged.cellOfRow, merged.cells, labels);
  }
  return bound.inputs === "noisy"
    ? jointThroughNoise(inputs, labels, bound.sigma, proceed)
    : jointOfGroups(inputs, labels, bound.groups, bound.seed, proceed);
}

function describeInputs(bound: Exclude<AnalysisConfig["bound"], "none">, { conditional }: Dataset): string {
  if (bound === "auto") {
    return conditional === undefined ? "the labels of the rows" : "p(y|x) of the data";
  }
  return bound.inputs === "noisy"
    ? `inputs seen through noise of σ = ${bound.sigma}`
    : `inputs merged into ${bound.groups} groups`;
}

function describeCurve(
  cell: CellBound["cell"],
  of: string,
  { classes }: JointDistribution,
  { points, accuracy, deterministic, labelEntropy, notes }: InformationCurve,
  trainingRows: number,
): CellBound {
  const best = bestSampledPoint(points, classes, trainingRows, labelEntropy);
  return {
    type: "cell/bound",
    cell,
    of,
    trivial: deterministic,
    accuracy,
    points: points.map(({ ixt, ity, beta }) => ({
      ...(beta === undefined || !Number.isFinite(beta) ? {} : { beta }),
      ixt,
      ity,
      worst: sampledPoint({ ixt, ity }, classes, trainingRows, labelEntropy).lower,
    })),
    notes: [
      ...notes,
      ...(deterministic ? [WAYS_TO_A_SHAPE] : []),
      ...(best === undefined || best.ixt === 0
        ? []
        : [
            `From ${trainingRows} training rows alone, what is sure to be known of the labels is most at I(X;T) = ${best.ixt.toFixed(2)} bit: a layer that keeps more of the inputs may have learned chance. This is a cautious limit (Shamir et al. 2010, its constant taken as 1); networks mostly do far better.`,
          ]),
    ],
  };
}
