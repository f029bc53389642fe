import { randomStream } from "../../src/base/random";

/** The information in bits between `dimensions` independent pairs of normal numbers with correlation ρ. */
export function gaussianInformation(correlation: number, dimensions: number): number {
  return -0.5 * dimensions * Math.log2(1 - correlation ** 2);
}

/** The variance of the noise Z for which X and X + Z have correlation ρ, where X has variance 1. */
export function channelNoiseVariance(correlation: number): number {
  return correlation ** -2 - 1;
}

/** Row-major, rows × columns, all independent standard normal numbers. */
export function normalSamples(rows: number, columns: number, seed: number): Float64Array {
  const random = randomStream(seed, "test");
  return Float64Array.from({ length: rows * columns }, () => random.normal());
}
