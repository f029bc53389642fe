import type { Proceed } from "../../../base/proceed";
import { randomStream } from "../../../base/random";
import { entropyOfWeights } from "../../entropy";
import type { Estimator } from "../../estimate";
import { defineEstimator } from "../shared/defineEstimator";
import { noiseFlags } from "../shared/resolution";
import { mixtureOfRows, type RowMixture } from "../shared/rowMixture";
import { boxIsNear, tileRows, type RowTiles } from "../shared/rowTiles";

export interface NoiseSettings {
  /** σ of the Gaussian noise that is added to every unit. */
  readonly sigma: number;
  /** Monte-Carlo draws of the noise, over all rows. */
  readonly samples: number;
  readonly seed: number;
}

/**
 * Exponents beyond this are left out. The sum is at least the draw's own weight, so that all that is left out changes
 * its logarithm by less than (centers) e^-40: 1e-10 nat for ten million.
 */
const KERNEL_REACH = 40;

/**
 * I(X;T+Z) and I(T+Z;Y) in bits with Gaussian noise Z of deviation σ in every unit, over the given rows: Goldfeld et
 * al. 2019, the "sample propagation" estimator. T + Z is distributed as the mixture g(s) = (1/n) Σ_j φ(s - t_j), whose
 * entropy is taken by Monte Carlo: the mean over draws s = t_i + z.
 *
 * Instead of -log2 g(s) the mean is taken of log2 φ(z) - log2 g(s): subtracting the known (d/2) log2 2πeσ² of h(Z) or
 * the draw's own -log2 φ(z) has the same expectation, but the two logarithms move together, so that the difference
 * has the smaller variance wherever the noise tells rows apart, and none at all for rows far from each other.
 * I(T+Z;Y) is the mean of KL[p(y|s) || p(y)] over the same draws, with
 * p(y|s) = Σ_j φ(s - t_j) p(y|x_j) / Σ_j φ(s - t_j), and so holds for soft labels.
 *
 * The centers are stratified: each row gets the same number of draws, at least `samples` in all; with more rows than
 * samples, one row is drawn out of each of `samples` equal stretches of rows. Every call begins the random stream
 * anew: two snapshots, or two σ, are compared on the same noise.
 */
export function createNoiseEstimator(settings: NoiseSettings): Estimator {
  return defineEstimator({
    describe: () => `Gaussian noise, σ = ${settings.sigma}`,
    estimate: (sample, labels, proceed) => {
      const mixture = mixtureOfRows(sample, labels, proceed);
      const draws = drawInformation(mixture, settings, proceed);
      const { ixt, ity, drawsOfRow } = draws;
      return {
        ixt: Math.min(entropyOfWeights(mixture.counts), Math.max(0, mean(ixt))),
        ity: Math.min(entropyOfWeights(mixture.labels.classWeights), Math.max(0, mean(ity))),
        raw: { ixt: mean(ixt), ity: mean(ity) },
        standardError: {
          ixt: standardErrorOfMean(ixt, drawsOfRow),
          ity: standardErrorOfMean(ity, drawsOfRow),
        },
        flags: noiseFlags(sample, settings.sigma),
      };
    },
  });
}

interface InformationDraws {
  /** log2 φ(z) / g(s), one a draw. */
  readonly ixt: Float64Array;
  /** KL[p(y|s) || p(y)], one a draw. */
  readonly ity: Float64Array;
  /** Draws that follow one another with the same row, where every row has as many. */
  readonly drawsOfRow: number;
}

function drawInformation(
  mixture: RowMixture,
  { sigma, samples, seed }: NoiseSettings,
  proceed: Proceed,
): InformationDraws {
  const { rows, units, values, centerOfRow, labels } = mixture;
  const tiles = tileRows(values, mixture.centers, units);
  const random = randomStream(seed, "estimate");
  const drawsOfRow = Math.max(1, Math.ceil(samples / rows));
  const count = Math.min(Math.max(1, samples), rows) * drawsOfRow;
  const ixt = new Float64Array(count);
  const ity = new Float64Array(count);
  const noise = new Float64Array(units);
  const noisy = new Float64Array(units);
  const posterior = new Float64Array(labels.classWeights.length);
  for (let draw = 0; draw < count; draw++) {
    const row = Math.floor(((draw + random.uniform()) * rows) / count);
    // In double precision a product just below a row's end can round up to it.
    const center = centerOfRow[Math.min(rows - 1, row)]!;
    for (let unit = 0; unit < units; unit++) {
      noise[unit] = sigma * random.normal();
      noisy[unit] = values[center * units + unit]! + noise[unit]!;
    }
    const density = densityRatio(mixture, tiles, sigma, center, noise, noisy, posterior, proceed);
    ixt[draw] = Math.log2(rows / density);
    ity[draw] = divergence(posterior, labels.classWeights, rows);
  }
  return { ixt, ity, drawsOfRow };
}

/**
 * Σ_j count_j φ(s - t_j) / φ(z) for s = t_i + z; fills `posterior` with the same sums of each label's weights.
 *
 * With D = t_i - t_j the ratio of one center is exp(-Σ D (D + 2z) / 2σ²). It is 1 for the own center and at most
 * exp(g²/2) for any, where g = z·D / σ|D| is a standard normal number: no sum of these overflows, and none is 0.
 */
function densityRatio(
  { units, values, counts, labels }: RowMixture,
  tiles: RowTiles,
  sigma: number,
  own: number,
  noise: Float64Array,
  noisy: Float64Array,
  posterior: Float64Array,
  proceed: Proceed,
): number {
  const reach = KERNEL_REACH * 2 * sigma * sigma;
  const reachOfBox = reach + noise.reduce((sum, z) => sum + z * z, 0);
  let density = 0;
  posterior.fill(0);
  for (let tile = 0; tile < tiles.tiles; tile++) {
    if (!boxIsNear(tiles, units, tile, noisy, reachOfBox)) {
      continue;
    }
    proceed();
    const end = tiles.starts[tile + 1]!;
    for (let place = tiles.starts[tile]!; place < end; place++) {
      const other = tiles.order[place]!;
      let exponent = 0;
      for (let unit = 0; unit < units; unit++) {
        const difference = values[own * units + unit]! - values[other * units + unit]!;
        exponent += difference * (difference + 2 * noise[unit]!);
      }
      if (exponent < reach && other !== own) {
        const ratio = Math.exp(-exponent / (2 * sigma * sigma));
        density += counts[other]! * ratio;
        addLabels(posterior, labels, other, ratio);
      }
    }
  }
  addLabels(posterior, labels, own, 1);
  return density + counts[own]!;
}

function addLabels(
  posterior: Float64Array,
  { starts, classes, weights }: RowMixture["labels"],
  center: number,
  ratio: number,
): void {
  for (let entry = starts[center]!; entry < starts[center + 1]!; entry++) {
    posterior[classes[entry]!]! += weights[entry]! * ratio;
  }
}

/** KL[q || p] in bits; q need not be normalized, p sums to `rows`. */
function divergence(q: Float64Array, p: Float64Array, rows: number): number {
  const total = q.reduce((sum, weight) => sum + weight, 0);
  let bits = 0;
  for (let label = 0; label < q.length; label++) {
    const share = q[label]! / total;
    bits += share > 0 ? share * Math.log2((share * rows) / p[label]!) : 0;
  }
  return bits;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Where every row has several draws the rows are not drawn at random, and only what varies within a row counts;
 * with one draw a row the two cannot be told apart, and the figure is too large rather than too small.
 */
function standardErrorOfMean(values: Float64Array, drawsOfRow: number): number {
  const group = drawsOfRow > 1 ? drawsOfRow : values.length;
  if (group === 1) {
    return NaN;
  }
  let squares = 0;
  for (let from = 0; from < values.length; from += group) {
    const ofGroup = values.subarray(from, from + group);
    const center = mean(ofGroup);
    squares += ofGroup.reduce((sum, value) => sum + (value - center) ** 2, 0);
  }
  return Math.sqrt(squares / (values.length / group) / (group - 1) / values.length);
}
