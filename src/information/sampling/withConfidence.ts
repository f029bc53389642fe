import type { Proceed } from "../../base/proceed";
import { randomStream, type RandomStream } from "../../base/random";
import { gatherRows } from "../gatherRows";
import type {
  Estimator,
  InformationEstimate,
  LabelDistribution,
  LayerSample,
  PlaneFigures,
  PlaneInterval,
} from "../estimate";

/**
 * How rows are drawn again: `bootstrap` draws as many as there are, with replacement, which is harmless where rows
 * are only counted; `half-samples` draws half of them without replacement, for estimators by distances, to which
 * repeated rows would look like ties.
 */
export type ResamplingScheme = "bootstrap" | "half-samples";

export interface ConfidenceOptions {
  /** Sets of rows to draw; fewer than 2 tell nothing of a spread and leave the estimator as it is. */
  readonly resamples: number;
  readonly seed: number;
  readonly scheme: ResamplingScheme;
}

/** The two-sided 95 % point of the standard normal distribution. */
const NORMAL_95 = 1.96;

/**
 * Adds a 95 % interval, estimate ± 1.96 standard errors, in bits and cut to [0, ceiling]. The standard error is the
 * standard deviation of the figures over sets of rows drawn anew: the bootstrap (Efron 1979), or the delete-half
 * jackknife (Shao & Wu 1989: the deviation over subsets of m rows times √(m / (n - m)), here about 1).
 *
 * It answers one question: how far another sample of as many rows might have moved the figure. Where the rows are
 * all there are, as the 4096 patterns of 12 binary inputs, there is no sampling to be uncertain about and the
 * interval has no meaning. It does not contain the estimator's bias, nor the spread over networks, which is
 * usually the larger. The same rows are drawn at every call on equally many rows, so that layers and snapshots are
 * compared on the same draws.
 *
 * There is no interval if there is no figure (NaN there too), or where a set of rows would have fewer than 2.
 */
export function withConfidence(estimator: Estimator, options: ConfidenceOptions): Estimator {
  if (options.resamples < 2) {
    return estimator;
  }
  return {
    describe: estimator.describe,
    estimate: (sample, labels, proceed) => {
      const estimate = estimator.estimate(sample, labels, proceed);
      const drawn = options.scheme === "bootstrap" ? sample.rows : Math.floor(sample.rows / 2);
      if (!hasFigure(estimate) || drawn < 2) {
        return estimate;
      }
      const errors = standardErrors(estimator, options, sample, labels, proceed);
      return { ...estimate, confidence: intervalAround(estimate, errors) };
    },
  };
}

function hasFigure({ ixt, ity }: PlaneFigures): boolean {
  return !Number.isNaN(ixt) || !Number.isNaN(ity);
}

function standardErrors(
  estimator: Estimator,
  { resamples, seed, scheme }: ConfidenceOptions,
  sample: LayerSample,
  labels: LabelDistribution,
  proceed: Proceed,
): PlaneFigures {
  const { rows } = sample;
  const random = randomStream(seed, "resample");
  const half = Math.floor(rows / 2);
  const figures: PlaneFigures[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    proceed();
    const chosen =
      scheme === "bootstrap"
        ? Uint32Array.from({ length: rows }, () => random.below(rows))
        : drawWithoutReplacement(rows, half, random);
    const estimate = estimator.estimate(takeRows(sample, chosen), takeLabels(labels, chosen), proceed);
    figures.push(estimate);
  }
  const scale = scheme === "bootstrap" ? 1 : Math.sqrt(half / (rows - half));
  return {
    ixt: scale * standardDeviation(figures.map(({ ixt }) => ixt)),
    ity: scale * standardDeviation(figures.map(({ ity }) => ity)),
  };
}

/** The first steps of a shuffle by Fisher & Yates; every subset is equally likely. */
function drawWithoutReplacement(rows: number, count: number, random: RandomStream): Uint32Array {
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  for (let place = 0; place < count; place++) {
    const other = place + random.below(rows - place);
    const kept = order[place]!;
    order[place] = order[other]!;
    order[other] = kept;
  }
  return order.slice(0, count);
}

function takeRows(sample: LayerSample, chosen: Uint32Array): LayerSample {
  const { activations, units, inputs } = sample;
  return {
    ...sample,
    activations: gatherRows(activations, units, chosen),
    rows: chosen.length,
    ...(inputs && { inputs: { ...inputs, values: gatherRows(inputs.values, inputs.columns, chosen) } }),
  };
}

function takeLabels(
  { classes, conditional, sampled }: LabelDistribution,
  chosen: Uint32Array,
): LabelDistribution {
  return {
    classes,
    ...(conditional && { conditional: gatherRows(conditional, classes, chosen) }),
    sampled: Uint16Array.from(chosen, (row) => sampled[row]!),
  };
}

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

function intervalAround(estimate: InformationEstimate, errors: PlaneFigures): PlaneInterval {
  const at = (deviations: number): PlaneFigures => {
    const bound = (figure: "ixt" | "ity"): number =>
      Math.min(Math.max(0, estimate[figure] + deviations * errors[figure]), estimate.ceiling[figure]);
    return { ixt: bound("ixt"), ity: bound("ity") };
  };
  return { lower: at(-NORMAL_95), upper: at(NORMAL_95) };
}
