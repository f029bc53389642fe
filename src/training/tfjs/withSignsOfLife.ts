import * as tf from "@tensorflow/tfjs";
import { Stopped, type Proceed } from "../../base/proceed";

/**
 * Carries work out by TensorFlow.js and calls `proceed` before each operation on tensors: one mini-batch of a large
 * network has hundreds of them, and takes minutes. A stop waits until the work is done, since a gradient that is left
 * in the middle keeps its tensors for ever.
 * @throws {Stopped} after the work, if `proceed` threw it meanwhile
 */
export function withSignsOfLife<Value>(proceed: Proceed, work: () => Value): Value {
  const engine = tf.engine();
  const runKernel = engine.runKernel.bind(engine);
  const stop = { asked: false };
  Reflect.set(engine, "runKernel", (...operation: Parameters<typeof runKernel>) => {
    try {
      proceed();
    } catch (thrown) {
      if (!(thrown instanceof Stopped)) {
        throw thrown;
      }
      stop.asked = true;
    }
    return runKernel(...operation);
  });
  try {
    const value = work();
    if (stop.asked) {
      throw new Stopped();
    }
    return value;
  } finally {
    // What the engine has by its class comes back.
    Reflect.deleteProperty(engine, "runKernel");
  }
}
