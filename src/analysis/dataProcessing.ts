import type { LayerTrajectory } from "./trajectory";

/** By how much, where and when a deeper layer's estimate exceeds that of the layer before it, in bits. */
export interface DataProcessingViolation {
  readonly quantity: "I(X;T)" | "I(T;Y)";
  readonly bits: number;
  readonly layer: string;
  readonly epoch: number;
}

/**
 * The largest violation of the data-processing inequality among a network's estimates. Y - X - T1 - … - Tk is a
 * Markov chain, so neither I(X;T) nor I(T;Y) can rise with depth (Shwartz-Ziv & Tishby 2017, section 2.3); an
 * estimate can, because each layer's bins are its own. A note about the estimator, not an error of the network.
 * @returns for each quantity the largest rise from one layer to the next; 0 bits where none rises
 */
export function largestDataProcessingViolations(layers: readonly LayerTrajectory[]): {
  readonly ixt: DataProcessingViolation;
  readonly ity: DataProcessingViolation;
} {
  return {
    ixt: largestRise(layers, "I(X;T)", (layer) => layer.ixt),
    ity: largestRise(layers, "I(T;Y)", (layer) => layer.ity),
  };
}

function largestRise(
  layers: readonly LayerTrajectory[],
  quantity: DataProcessingViolation["quantity"],
  values: (layer: LayerTrajectory) => readonly number[],
): DataProcessingViolation {
  let worst: DataProcessingViolation = { quantity, bits: 0, layer: "", epoch: 0 };
  for (const [index, layer] of layers.entries()) {
    const earlier = layers[index - 1];
    if (earlier === undefined) {
      continue;
    }
    for (const [snapshot, epoch] of layer.epochs.entries()) {
      const bits = values(layer)[snapshot]! - values(earlier)[snapshot]!;
      if (bits > worst.bits) {
        worst = { quantity, bits, layer: layer.name, epoch };
      }
    }
  }
  return worst;
}
