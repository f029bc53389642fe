import type { OutputName } from "../network/activation";
import type { LossName } from "./engine/optimizer";

/**
 * Over a set of rows: the mean loss (nats for cross-entropy) and the share of rows classified as labeled. A loss that
 * is not finite has no accuracy: NaN.
 */
export interface Performance {
  readonly loss: number;
  readonly accuracy: number;
}

/**
 * Loss and accuracy from the logits, in double precision: taken from the logits rather than the outputs, the
 * cross-entropy of a confident network neither overflows nor rounds to 0.
 * @param logits rows × outputs, row-major: as many as classes for softmax, one for sigmoid
 * @param rows which rows to measure
 */
export function measurePerformance(
  logits: Float32Array,
  labels: Uint16Array,
  rows: Uint32Array,
  output: OutputName,
  lossName: LossName,
): Performance {
  const units = output === "sigmoid" ? 1 : logits.length / labels.length;
  let lossSum = 0;
  let correct = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const label = labels[row]!;
    if (output === "sigmoid") {
      const logit = logits[row]!;
      lossSum +=
        lossName === "crossEntropy" ? softplus(label === 1 ? -logit : logit) : (sigmoid(logit) - label) ** 2;
      correct += (logit > 0 ? 1 : 0) === label && !Number.isNaN(logit) ? 1 : 0;
    } else {
      const best = indexOfLargest(logits, row * units, units);
      lossSum += best < 0 ? NaN : softmaxLoss(logits, row * units, units, best, label, lossName);
      correct += best === label ? 1 : 0;
    }
  }
  const loss = lossSum / rows.length;
  // Outputs that are not numbers choose no class: right on no row would be said of classes that were chosen.
  return { loss, accuracy: Number.isFinite(loss) ? correct / rows.length : NaN };
}

/** Of the row whose logits begin at `start`. @param best the unit with the largest, which the exponents are taken from */
function softmaxLoss(
  logits: Float32Array,
  start: number,
  units: number,
  best: number,
  label: number,
  loss: LossName,
): number {
  const largest = logits[start + best]!;
  let sum = 0;
  for (let i = start; i < start + units; i++) {
    sum += Math.exp(logits[i]! - largest);
  }
  if (loss === "crossEntropy") {
    return Math.log(sum) + largest - logits[start + label]!;
  }
  let squares = 0;
  for (let unit = 0; unit < units; unit++) {
    const error = Math.exp(logits[start + unit]! - largest) / sum - (unit === label ? 1 : 0);
    squares += error * error;
  }
  return squares / units;
}

/** ln(1 + e^x) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** The first unit with the largest logit of the row that begins at `start`; -1 where one is not a number. */
function indexOfLargest(logits: Float32Array, start: number, units: number): number {
  let best = 0;
  for (let unit = 0; unit < units; unit++) {
    const logit = logits[start + unit]!;
    if (Number.isNaN(logit)) {
      return -1;
    }
    if (logit > logits[start + best]!) {
      best = unit;
    }
  }
  return best;
}
