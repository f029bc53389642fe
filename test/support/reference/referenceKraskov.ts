import type { Space } from "../../../src/information/estimators/ksg/pointSet";
import { digamma, distanceBetween } from "./referenceNeighbors";

/** I(A;B) in bits, not clipped, by sorting all distances from each row: Kraskov et al. 2004, eqs. 8 and 9. */
export function referenceKraskov(
  a: Space,
  b: Space,
  rows: number,
  neighbors: number,
  algorithm: 1 | 2,
): number {
  if (rows === 1) {
    return 0;
  }
  const k = Math.min(neighbors, rows - 1);
  let nats = 0;
  for (let row = 0; row < rows; row++) {
    const others = Array.from({ length: rows }, (_, other) => other)
      .filter((other) => other !== row)
      .map((other) => {
        const inA = distanceBetween(a, row, other);
        const inB = distanceBetween(b, row, other);
        return { inA, inB, joint: Math.max(inA, inB) };
      })
      .sort((one, other) => one.joint - other.joint);
    const count = (holds: (other: (typeof others)[number]) => boolean): number => others.filter(holds).length;
    const radius = others[k - 1]!.joint;
    const boxA = Math.max(...others.slice(0, k).map(({ inA }) => inA));
    const boxB = Math.max(...others.slice(0, k).map(({ inB }) => inB));
    const isShared = others[k]?.joint === radius;
    if (radius === 0) {
      const joint = 1 + count((other) => other.joint === 0);
      const same = (1 + count(({ inA }) => inA === 0)) * (1 + count(({ inB }) => inB === 0));
      nats += Math.log((joint * rows) / same);
    } else if (algorithm === 2 && !isShared && boxA > 0 && boxB > 0) {
      nats += digamma(k) - 1 / k + digamma(rows);
      nats -= digamma(count(({ inA }) => inA <= boxA)) + digamma(count(({ inB }) => inB <= boxB));
    } else {
      nats += digamma(k) + digamma(rows);
      nats -= digamma(1 + count(({ inA }) => inA < radius)) + digamma(1 + count(({ inB }) => inB < radius));
    }
  }
  return nats / rows / Math.log(2);
}
