import type { OutputName } from "../network/activation";
import type { LossName } from "./optimizer";

/** Over a set of rows: the mean loss (nats for cross-entropy) and the share of rows classified as labelled. */
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
  loss: LossName,
): Performance {
  const units = output === "sigmoid" ? 1 : logits.length / labels.length;
  let lossSum = 0;
  let correct = 0;
  for (const row of rows) {
    const label = labels[row]!;
    const scores = logits.subarray(row * units, (row + 1) * units);
    if (output === "sigmoid") {
      const logit = scores[0]!;
      lossSum +=
        loss === "crossEntropy" ? softplus(label === 1 ? -logit : logit) : (sigmoid(logit) - label) ** 2;
      correct += (logit > 0 ? 1 : 0) === label && !Number.isNaN(logit) ? 1 : 0;
    } else {
      lossSum += softmaxLoss(scores, label, loss);
      correct += indexOfLargest(scores) === label ? 1 : 0;
    }
  }
  return { loss: lossSum / rows.length, accuracy: correct / rows.length };
}

function softmaxLoss(scores: Float32Array, label: number, loss: LossName): number {
  let largest = -Infinity;
  for (const score of scores) {
    largest = Math.max(largest, score);
  }
  let sum = 0;
  for (const score of scores) {
    sum += Math.exp(score - largest);
  }
  if (loss === "crossEntropy") {
    return Math.log(sum) + largest - scores[label]!;
  }
  let squares = 0;
  for (const [index, score] of scores.entries()) {
    const error = Math.exp(score - largest) / sum - (index === label ? 1 : 0);
    squares += error * error;
  }
  return squares / scores.length;
}

/** ln(1 + e^x) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** The first of the largest; -1 where one is not a number. */
function indexOfLargest(scores: Float32Array): number {
  let best = 0;
  for (const [index, score] of scores.entries()) {
    if (Number.isNaN(score)) {
      return -1;
    }
    if (score > scores[best]!) {
      best = index;
    }
  }
  return best;
}
