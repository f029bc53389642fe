import * as tf from "@tensorflow/tfjs";
import type { Proceed } from "../../proceed";

/**
 * Carries work out by TensorFlow.js, and calls `proceed` before each operation on tensors, as a sign of life only: one
 * mini-batch of a large network has hundreds of them, and takes minutes.
 */
export function withSignsOfLife<Value>(proceed: Proceed, work: () => Value): Value {
  const engine = tf.engine();
  const { runKernel } = engine;
  engine.runKernel = <Out extends tf.Tensor | tf.Tensor[]>(
    ...operation: Parameters<typeof runKernel>
  ): Out => {
    proceed();
    return runKernel.call(engine, ...operation) as Out;
  };
  try {
    return work();
  } finally {
    engine.runKernel = runKernel;
  }
}
