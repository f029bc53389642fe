import { encodeFloats } from "../run/floatText";
import { WEIGHTS_KEPT_MAX, DETAILED_NETWORKS_MAX } from "../base/limits";
import type { LayerWeights } from "../network/initialWeights";
import type { NetworkSpec } from "../network/networkSpec";
import type { CellId, CellWeights } from "../run/runEvent";

/** Whether a run file keeps the weights of such a network, one of so many. */
export function keepsWeights({ layers }: NetworkSpec, networks: number): boolean {
  return (
    networks <= DETAILED_NETWORKS_MAX &&
    layers.reduce((sum, { inputs, units }) => sum + (inputs + 1) * units, 0) <= WEIGHTS_KEPT_MAX
  );
}

/** The event that keeps a network's weights. */
export function describeWeights(cell: CellId, epoch: number, weights: readonly LayerWeights[]): CellWeights {
  return {
    type: "cell/weights",
    cell,
    epoch,
    layers: weights.map(({ kernel, bias }) => encodeFloats([...kernel, ...bias])),
  };
}
