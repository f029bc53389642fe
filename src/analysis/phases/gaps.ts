/** A point of the information-bottleneck bound, in bits. */
export interface BoundPoint {
  readonly ixt: number;
  readonly ity: number;
}

/**
 * R(I(T;Y)): the smallest I(X;T) at which an encoder can tell so much of the label, read from the curve by straight
 * lines between its points. In bits; NaN above the end of the curve.
 * @param curve in rising order, from (0, 0) on
 */
export function bitsNeeded(curve: readonly BoundPoint[], ity: number): number {
  let before: BoundPoint = { ixt: 0, ity: 0 };
  for (const point of curve) {
    if (ity <= point.ity) {
      const height = point.ity - before.ity;
      return height > 0 ? before.ixt + ((ity - before.ity) / height) * (point.ixt - before.ixt) : before.ixt;
    }
    before = point;
  }
  return NaN;
}

/**
 * What a layer keeps of the input beyond what its I(T;Y) needs, I(X;T) - R(I(T;Y)) in bits: the horizontal distance to
 * the bound, the direction in which Tishby & Zaslavsky (2015) measure the complexity gap. NaN above the bound's end;
 * an estimate above the bound has a negative one.
 */
export function excessBits(curve: readonly BoundPoint[], { ixt, ity }: BoundPoint): number {
  return ixt - bitsNeeded(curve, Math.max(0, ity));
}

/** What of the label a layer does not tell, I(X;Y) - I(T;Y) in bits. */
export function missingBits(inputLabelInformation: number, ity: number): number {
  return inputLabelInformation - ity;
}

/** The generalization gap: what a label costs more on test rows than on training rows, in bits. Losses in nats. */
export function generalizationGap(trainingLoss: number, testLoss: number): number {
  return (testLoss - trainingLoss) / Math.LN2;
}
