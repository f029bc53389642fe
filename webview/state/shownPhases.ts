import { medianOf } from "../../src/analysis/phases/orderStatistics";
import type { PlanePhase, PlanePhaseKind } from "../../src/analysis/phases/planePhase";
import { findNetworkPhases, type LayerPhase } from "./networkPhases";
import type { ShownNetwork } from "./shownNetwork";

/** The phases of what is shown: of one network, or of the networks of a variant together. */
export interface ShownPhases {
  readonly networks: number;
  readonly layers: readonly LayerPhases[];
  /** One a network whose layers compress: the epoch from which they do. Ascending. */
  readonly onsets: readonly number[];
  /** One a network whose gradients turn from drift to diffusion: the epoch of that. Ascending. */
  readonly transitions: readonly number[];
  /** Networks whose gradients are noise from the first recorded epoch on. */
  readonly diffusionFromStart: number;
  /** Networks with a layer whose gradient points one way to the end. */
  readonly driftingToEnd: number;
}

/** One layer over the networks. */
export interface LayerPhases {
  readonly layer: number;
  /** That of most networks; undefined if none has enough estimates. */
  readonly kind: PlanePhaseKind | undefined;
  /** How many networks are of that kind. */
  readonly agreeing: number;
  /** Medians over the networks, in bits; NaN of none. */
  readonly rise: number;
  readonly fall: number;
  /** Median epoch of the peak; NaN of none. */
  readonly onset: number;
  /** The last I(T;Y) in bits (median), if most networks lost what the layer told of the label. */
  readonly forgottenTo?: number;
}

/** A layer that ends below this share of its largest I(T;Y), and this many bits below it, has forgotten the label. */
const KEPT_SHARE = 0.5;
const FORGOTTEN_BITS = 0.1;

/** @param estimator index of the estimator that is shown */
export function findShownPhases({ cell, mean }: ShownNetwork, estimator: number): ShownPhases {
  const networks = (mean?.members ?? [cell]).map((member) => findNetworkPhases(member, estimator));
  return {
    networks: networks.length,
    layers: cell.info.layers.map((_, layer) =>
      describeLayer(
        layer,
        networks.flatMap((phases) => phases[layer]?.plane ?? []),
        networks.flatMap((phases) => phases[layer]?.told ?? []),
      ),
    ),
    onsets: sortEpochs(networks.map(findOnset)),
    transitions: sortEpochs(networks.map(findTransition)),
    diffusionFromStart: networks.filter(isDiffusionFromStart).length,
    driftingToEnd: networks.filter((layers) => layers.some(({ gradient }) => gradient.kind === "none"))
      .length,
  };
}

/** True for a layer whose I(X;T) falls. */
export function compresses({ kind }: { readonly kind: PlanePhaseKind | undefined }): boolean {
  return kind === "fitting and compression" || kind === "compression only";
}

function describeLayer(
  layer: number,
  phases: readonly PlanePhase[],
  told: readonly LayerPhase["told"][],
): LayerPhases {
  const forgot = told.filter(forgets);
  const countOf = (kind: PlanePhaseKind): number => phases.filter((phase) => phase.kind === kind).length;
  const [most] = phases.map(({ kind }) => kind).toSorted((a, b) => countOf(b) - countOf(a));
  return {
    layer,
    kind: most,
    agreeing: most === undefined ? 0 : countOf(most),
    rise: medianOf(phases.map(({ rise }) => rise)),
    fall: medianOf(phases.map(({ fall }) => fall)),
    onset: medianOf(phases.map(({ onset }) => onset.epoch)),
    ...(2 * forgot.length > told.length ? { forgottenTo: medianOf(forgot.map(({ last }) => last)) } : {}),
  };
}

function forgets({ most, last }: LayerPhase["told"]): boolean {
  return last < KEPT_SHARE * most && most - last >= FORGOTTEN_BITS;
}

/** The epoch from which the layers of a network that compress do so: the middle one of their peaks. */
function findOnset(layers: readonly LayerPhase[]): number | undefined {
  const onsets = layers.flatMap(({ plane, told }) =>
    plane !== undefined && compresses(plane) && !forgets(told) ? [plane.onset.epoch] : [],
  );
  return onsets.length === 0 ? undefined : medianOf(onsets);
}

/** The middle one of the epochs at which the gradients of a network's layers turn. */
function findTransition(layers: readonly LayerPhase[]): number | undefined {
  const turns = layers.flatMap(({ gradient }) =>
    gradient.kind === "crossed" || gradient.kind === "crossed and back" ? [gradient.epoch] : [],
  );
  return turns.length === 0 ? undefined : medianOf(turns);
}

function isDiffusionFromStart(layers: readonly LayerPhase[]): boolean {
  return layers.length > 0 && layers.every(({ gradient }) => gradient.kind === "from the start");
}

function sortEpochs(epochs: readonly (number | undefined)[]): readonly number[] {
  return epochs.filter((epoch) => epoch !== undefined).sort((a, b) => a - b);
}
