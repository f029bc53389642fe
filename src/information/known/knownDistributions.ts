import { binaryEntropy } from "../entropy";
import type { LabelDistribution, LayerSample } from "../estimate";
import { randomStream } from "../../base/random";

/** A channel p(y|x) with equally likely inputs, as activations that tell the inputs apart. */
export interface KnownChannel {
  readonly sample: LayerSample;
  readonly labels: LabelDistribution;
  /** I(X;Y) in bits, in closed form. */
  readonly bits: number;
}

/** Flips a bit with probability ε: 1 - h(ε). */
export function binarySymmetricChannel(flip: number): KnownChannel {
  return channel(2, [1 - flip, flip, flip, 1 - flip], 1 - binaryEntropy(flip));
}

/** Loses a bit with probability e, and says so: 1 - e. */
export function erasureChannel(loss: number): KnownChannel {
  return channel(3, [1 - loss, loss, 0, 0, loss, 1 - loss], 1 - loss);
}

/** Keeps a 0, turns a 1 into a 0 with probability q: h((1-q)/2) - h(q)/2. */
export function zChannel(flip: number): KnownChannel {
  return channel(2, [1, 0, flip, 1 - flip], binaryEntropy((1 - flip) / 2) - binaryEntropy(flip) / 2);
}

function channel(classes: number, conditional: readonly number[], bits: number): KnownChannel {
  return {
    sample: { activations: Float32Array.of(-0.5, 0.5), rows: 2, units: 1, naturalRange: [-1, 1] },
    labels: { classes, conditional: Float64Array.from(conditional), sampled: Uint16Array.of(0, 1) },
    bits,
  };
}

/** Pairs of normal variables; of several dimensions, independent of one another. */
export interface GaussianPairs {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly rows: number;
  readonly dimensions: number;
}

/** Standard normal pairs of correlation ρ in every dimension: -(d/2) log2(1 - ρ²) bits. */
export function gaussianPairs(
  correlation: number,
  dimensions: number,
  rows: number,
  seed: number,
): GaussianPairs {
  const random = randomStream(seed, "estimate");
  const a = new Float64Array(rows * dimensions);
  const b = new Float64Array(rows * dimensions);
  for (let i = 0; i < a.length; i++) {
    a[i] = random.normal();
    b[i] = correlation * a[i]! + Math.sqrt(1 - correlation ** 2) * random.normal();
  }
  return { a, b, rows, dimensions };
}

export function gaussianInformation(correlation: number, dimensions: number): number {
  return (-dimensions / 2) * Math.log2(1 - correlation ** 2);
}

/** The noise that leaves a standard normal variable a correlation ρ with its noisy copy. */
export function noiseForCorrelation(correlation: number): number {
  return Math.sqrt(1 / correlation ** 2 - 1);
}

/** T uniform on [0, 2] for one label and on [1, 3] for the other: half a bit. */
export function overlappingUniforms(
  rows: number,
  seed: number,
): { readonly t: Float64Array; readonly labels: Uint16Array } {
  const random = randomStream(seed, "estimate");
  const labels = Uint16Array.from({ length: rows }, (_, row) => row % 2);
  return { t: Float64Array.from(labels, (label) => label + 2 * random.uniform()), labels };
}

/** Half of the rows of each label sit on one value that tells the label, the others are uniform and do not: half a bit. */
export function mixedAtoms(
  rows: number,
  seed: number,
): { readonly t: Float64Array; readonly labels: Uint16Array } {
  const random = randomStream(seed, "estimate");
  const labels = Uint16Array.from({ length: rows }, (_, row) => row % 2);
  return {
    t: Float64Array.from(labels, (label, row) => (row % 4 < 2 ? 10 + label : random.uniform())),
    labels,
  };
}

/** `clusters` far-apart points, equally many rows each: log2 of their number, for any noise far below 1. */
export function separateClusters(clusters: number, rows: number): LayerSample {
  return {
    activations: Float32Array.from({ length: rows }, (_, row) => row % clusters),
    rows,
    units: 1,
  };
}

/** The number of each cluster of `separateClusters` as its label. */
export function clusterLabels(clusters: number, rows: number): LabelDistribution {
  return {
    classes: clusters,
    sampled: Uint16Array.from({ length: rows }, (_, row) => row % clusters),
  };
}

/** Labels that are all the same; for samples of which only I(X;T) is asked. */
export function oneLabel(rows: number): LabelDistribution {
  return { classes: 1, sampled: new Uint16Array(rows) };
}
