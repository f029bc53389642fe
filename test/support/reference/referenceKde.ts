import type { LabelDistribution, LayerSample, PlaneInterval } from "../../../src/information/estimate";
import { writtenOut } from "../writtenOut";

/**
 * The bounds of Kolchinsky & Tracey 2017 as printed: entropies in nats with all their constants, every pair of rows,
 * h(T|y) of the mixture with weights p(x|y). In bits, and clipped to what information can be.
 */
export function referenceKde(
  { activations, rows, units }: LayerSample,
  labels: LabelDistribution,
  variance: number,
): { readonly bounds: PlaneInterval; readonly guaranteed: PlaneInterval } {
  const { classes } = labels;
  const conditional = writtenOut(labels);
  const all = Array.from({ length: rows }, () => 1 / rows);
  const shares = Array.from({ length: classes }, (_, label) =>
    all.map((share, row) => share * conditional[row * classes + label]!),
  );
  const labelShares = shares.map((ofLabel) => ofLabel.reduce((a, b) => a + b, 0));
  const givenLabels = (entropy: (weights: readonly number[]) => number): number =>
    shares.reduce((total, ofLabel, label) => {
      const share = labelShares[label]!;
      return share > 0 ? total + share * entropy(ofLabel.map((weight) => weight / share)) : total;
    }, 0);
  const upper = (weights: readonly number[]): number =>
    0.5 * units * (1 + Math.log(2 * Math.PI * variance)) + surprise(weights, variance);
  const lower = (weights: readonly number[]): number =>
    0.5 * units * (1 + Math.log(2 * Math.PI * 4 * variance) + Math.log(1 / 4)) +
    surprise(weights, 4 * variance);
  const noise = 0.5 * units * (Math.log(2 * Math.PI * variance) + 1);
  const labelEntropy = labelShares.reduce((h, share) => h - (share > 0 ? share * Math.log(share) : 0), 0);

  function surprise(weights: readonly number[], kernelVariance: number): number {
    return weights.reduce((total, weight, i) => {
      const density = weights.reduce((sum, other, j) => {
        let squared = 0;
        for (let unit = 0; unit < units; unit++) {
          squared += (activations[i * units + unit]! - activations[j * units + unit]!) ** 2;
        }
        return sum + other * Math.exp(-squared / (2 * kernelVariance));
      }, 0);
      return weight > 0 ? total - weight * Math.log(density) : total;
    }, 0);
  }

  const clip = (nats: number, ceiling: number): number => Math.min(ceiling, Math.max(0, nats)) / Math.LN2;
  const ixt = [lower(all) - noise, upper(all) - noise].map((nats) => clip(nats, Math.log(rows)));
  const interval = (ity: readonly number[]): PlaneInterval => {
    const [low, high] = ity.map((nats) => clip(nats, labelEntropy)).sort((a, b) => a - b);
    return { lower: { ixt: ixt[0]!, ity: low! }, upper: { ixt: ixt[1]!, ity: high! } };
  };
  return {
    bounds: interval([upper(all) - givenLabels(upper), lower(all) - givenLabels(lower)]),
    guaranteed: interval([lower(all) - givenLabels(upper), upper(all) - givenLabels(lower)]),
  };
}
