import { shuffleInPlace, type RandomStream } from "../base/random";

/**
 * The training rows in a new order for every epoch. Engines are given this rather than making their own, so that
 * two of them see the same mini-batches.
 */
export function createBatchOrder(trainingRows: Uint32Array, random: RandomStream): () => Uint32Array {
  const order = trainingRows.slice();
  return () => {
    shuffleInPlace(order, random);
    return order;
  };
}
