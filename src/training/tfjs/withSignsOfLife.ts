import * as tf from "@tensorflow/tfjs";
import type { Proceed } from "../../base/proceed";

/**
 * Carries work out by TensorFlow.js, and calls `proceed` before each operation on tensors, as a sign of life only: one
 * mini-batch of a large network has hundreds of them, and takes minutes.
 */
export function withSignsOfLife<Value>(proceed: Proceed, work: () => Value): Value {
  const engine = tf.engine();
  const runKernel = engine.runKernel.bind(engine);
  Reflect.set(engine, "runKernel", (...operation: Parameters<typeof runKernel>) => {
    proceed();
    return runKernel(...operation);
  });
  try {
    return work();
  } finally {
    // What the engine has by its class comes back.
    Reflect.deleteProperty(engine, "runKernel");
  }
}
