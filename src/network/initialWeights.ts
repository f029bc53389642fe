import { alwaysProceed, PROCEED_MASK, type Proceed } from "../base/proceed";
import type { RandomStream } from "../base/random";
import type { InitializerName } from "./initializer";
import type { LayerSpec, NetworkSpec } from "./networkSpec";

/** One dense layer's parameters. */
export interface LayerWeights {
  /** Row-major, inputs × units. */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/** Keras' fixed spreads of the initializers that do not look at the layer's size. */
const RANDOM_DEVIATION = 0.05;
const RANDOM_LIMIT = 0.05;

/** Standard deviation of a unit normal truncated at ±2: Keras divides by it so that truncation costs no variance. */
const TRUNCATED_NORMAL_DEVIATION = 0.87962566103423978;

/**
 * Draws the initial weights of every layer, with zero biases, as Keras defines the initializers: LeCun (1998)
 * scales by fan-in, Glorot & Bengio (2010) by the mean of fan-in and fan-out, He et al. (2015) by half of fan-in.
 * Both engines start from these, so that they can be compared.
 */
export function drawInitialWeights(
  network: NetworkSpec,
  random: RandomStream,
  proceed: Proceed = alwaysProceed,
): LayerWeights[] {
  return network.layers.map((layer) => ({
    kernel: drawKernel(layer, network.initializer, random, proceed),
    bias: new Float32Array(layer.units),
  }));
}

function drawKernel(
  layer: LayerSpec,
  initializer: InitializerName,
  random: RandomStream,
  proceed: Proceed,
): Float32Array {
  const fanIn = layer.inputs;
  const fanOut = layer.units;
  const fanMean = (fanIn + fanOut) / 2;
  const drawn = (draw: () => number): Float32Array => fill(fanIn * fanOut, draw, proceed);
  switch (initializer) {
    case "paper_normal":
      // The authors cut a normal of this deviation at two of them, and let the cut take its share of the variance.
      return drawn(() => truncatedNormal(random) / Math.sqrt(fanIn));
    case "lecun_normal":
      return drawn(scaledTruncatedNormal(1 / fanIn, random));
    case "glorot_normal":
      return drawn(scaledTruncatedNormal(1 / fanMean, random));
    case "he_normal":
      return drawn(scaledTruncatedNormal(2 / fanIn, random));
    case "lecun_uniform":
      return drawn(uniformWithin(Math.sqrt(3 / fanIn), random));
    case "glorot_uniform":
      return drawn(uniformWithin(Math.sqrt(3 / fanMean), random));
    case "he_uniform":
      return drawn(uniformWithin(Math.sqrt(6 / fanIn), random));
    case "random_normal":
      return drawn(() => RANDOM_DEVIATION * random.normal());
    case "random_uniform":
      return drawn(uniformWithin(RANDOM_LIMIT, random));
    case "truncated_normal":
      return drawn(() => RANDOM_DEVIATION * truncatedNormal(random));
    case "orthogonal":
      return drawOrthogonal(fanIn, fanOut, random, proceed);
  }
}

function fill(size: number, draw: () => number, proceed: Proceed): Float32Array {
  const values = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    if ((i & PROCEED_MASK) === 0) {
      proceed();
    }
    values[i] = draw();
  }
  return values;
}

function uniformWithin(limit: number, random: RandomStream): () => number {
  return () => limit * (2 * random.uniform() - 1);
}

function scaledTruncatedNormal(variance: number, random: RandomStream): () => number {
  const deviation = Math.sqrt(variance) / TRUNCATED_NORMAL_DEVIATION;
  return () => deviation * truncatedNormal(random);
}

function truncatedNormal(random: RandomStream): number {
  let drawn = random.normal();
  while (Math.abs(drawn) > 2) {
    drawn = random.normal();
  }
  return drawn;
}

/**
 * Saxe, McClelland & Ganguli (2014): orthonormal columns, or rows if there are more columns than rows, from
 * the Gram-Schmidt process over normal draws. Taken twice, which keeps them orthogonal to rounding.
 */
function drawOrthogonal(rows: number, columns: number, random: RandomStream, proceed: Proceed): Float32Array {
  const length = Math.max(rows, columns);
  const count = Math.min(rows, columns);
  const vectors: Float64Array[] = [];
  const kernel = new Float32Array(rows * columns);
  while (vectors.length < count) {
    proceed();
    const vector = Float64Array.from({ length }, () => random.normal());
    for (const earlier of [...vectors, ...vectors]) {
      const overlap = dot(vector, earlier);
      for (let i = 0; i < length; i++) {
        vector[i]! -= overlap * earlier[i]!;
      }
    }
    const norm = Math.sqrt(dot(vector, vector));
    vectors.push(vector.map((value) => value / norm));
  }
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      kernel[row * columns + column] = rows >= columns ? vectors[column]![row]! : vectors[row]![column]!;
    }
  }
  return kernel;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += a[i]! * b[i]!;
  }
  return sum;
}
