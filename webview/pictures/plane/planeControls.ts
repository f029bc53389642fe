import { BOUND_FIGURES } from "../../../src/view/tables";
import type { BoundView, EstimatorLabel } from "../../../src/view/viewMessages";
import { text } from "./strings";
import { COMPARED_MAX } from "../../state/shownEstimators";

/** One choice of what the plane shows. */
export interface EstimatorOption {
  readonly label: string;
  /** The estimator's key; left out if all of them are compared. */
  readonly estimator?: string;
}

/** What a reader can set at the plane. */
export interface PlaneControls {
  /** Empty where there is nothing to choose. */
  readonly options: readonly EstimatorOption[];
  readonly selected: number;
  /** Left out if there is no bound. */
  readonly bound?: {
    readonly shown: boolean;
    readonly trivial: boolean;
    /** Whether the part that a finite sample guarantees is drawn; left out if that is not known. */
    readonly worstShown?: boolean;
  };
}

/**
 * @param shown index of the estimator that is drawn
 * @param canCompare whether there is room for the planes of several estimators
 */
export function buildPlaneControls(
  estimators: readonly EstimatorLabel[],
  shown: number,
  comparing: boolean,
  canCompare: boolean,
  bound: BoundView | undefined,
  boundHidden: boolean,
  worstShown = false,
): PlaneControls {
  const all = estimators.length > COMPARED_MAX ? text("compareFirst", COMPARED_MAX) : text("compareAll");
  const options: readonly EstimatorOption[] = [
    ...estimators.map(({ key, title }) => ({ label: title, estimator: key })),
    ...(canCompare ? [{ label: all }] : []),
  ];
  return {
    options: estimators.length > 1 ? options : [],
    selected: comparing && canCompare ? estimators.length : shown,
    ...(bound === undefined
      ? {}
      : {
          bound: {
            shown: !boundHidden,
            trivial: bound.trivial,
            ...(hasWorst(bound) ? { worstShown } : {}),
          },
        }),
  };
}

function hasWorst({ curve }: BoundView): boolean {
  const column = BOUND_FIGURES.indexOf("worst");
  return curve.values.some((value, index) => index % curve.columns === column && Number.isFinite(value));
}
