import type { Space } from "../../../src/information/estimators/ksg/pointSet";
import { digamma, distanceBetween } from "./referenceNeighbors";

/** I(T;Y) in bits, not clipped, by sorting all distances from each row: Ross 2014, eq. 2. */
export function referenceRoss(t: Space, labels: ArrayLike<number>, neighbors: number): number {
  const everyRow = Array.from(labels, (_, row) => row);
  const sizeOf = (row: number): number => everyRow.filter((other) => labels[other] === labels[row]).length;
  const kept = everyRow.filter((row) => sizeOf(row) > 1);
  const n = kept.length;
  let nats = 0;
  for (const row of kept) {
    const others = kept
      .filter((other) => other !== row)
      .map((other) => ({ isOwn: labels[other] === labels[row], distance: distanceBetween(t, row, other) }));
    const own = others.filter(({ isOwn }) => isOwn).sort((one, other) => one.distance - other.distance);
    const radius = own[Math.min(neighbors, own.length) - 1]!.distance;
    const k = own.filter(({ distance }) => distance <= radius).length;
    const m = others.filter(({ distance }) => distance <= radius).length;
    nats +=
      radius === 0
        ? Math.log((n * (k + 1)) / (sizeOf(row) * (m + 1)))
        : digamma(n) - digamma(sizeOf(row)) + digamma(k) - digamma(m);
  }
  return n === 0 ? 0 : nats / n / Math.log(2);
}
