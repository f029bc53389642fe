import { depthOf } from "../../kit/layerRamp";
import { listVisible } from "../../kit/nameLayer";
import { averageRun } from "../../state/averageRun";
import { findLastEpoch } from "../../state/timeline";
import type { CellInfo, RunState } from "../../state/store";
import { traceWay, type WayPoint } from "./planeTrajectory";

/** Another run in the plane: the ways of its layers, told from others by their dashes. */
export interface ComparedRun {
  readonly name: string;
  readonly dash: readonly number[];
  readonly ways: readonly { readonly depth: number; readonly points: readonly WayPoint[] }[];
  /** What bounds the ways of its layers, in bits: of another data set the bound that is drawn does not hold. */
  readonly data: Pick<CellInfo, "datasetName" | "inputEntropy" | "labelEntropy" | "inputLabelInformation">;
}

const DASHES = [
  [7, 3],
  [2, 3],
  [9, 3, 2, 3],
] as const;

/**
 * The ways of other runs: means over the networks of their first variants.
 * @param estimator the key of the one that is shown; of a run without it the first is drawn
 */
export function traceComparedRuns(
  runs: readonly RunState[],
  estimator: string | undefined,
  hiddenLayers: readonly number[],
): readonly ComparedRun[] {
  return runs.flatMap((run, index) => {
    const averaged = averageRun(run, estimator);
    if (averaged === undefined) {
      return [];
    }
    const { cell, name, estimator: place } = averaged;
    const { layers, datasetName, inputEntropy, labelEntropy, inputLabelInformation } = cell.info;
    return [
      {
        name,
        dash: DASHES[index % DASHES.length]!,
        data: { datasetName, inputEntropy, labelEntropy, inputLabelInformation },
        ways: listVisible(layers, hiddenLayers).map((layer) => ({
          depth: depthOf(layer, layers.length),
          points: traceWay(cell.snapshots, layers.length, place, layer, findLastEpoch(cell)),
        })),
      },
    ];
  });
}

/** The names of the runs that are of other data than a network. */
export function listOtherData(compared: readonly ComparedRun[], info: CellInfo): readonly string[] {
  return compared
    .filter(({ data }) => (Object.keys(data) as (keyof typeof data)[]).some((key) => data[key] !== info[key]))
    .map(({ name }) => name);
}
