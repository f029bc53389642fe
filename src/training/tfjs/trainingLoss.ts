import * as tf from "@tensorflow/tfjs";
import type { OutputName } from "../../network/activation";
import type { LossName } from "../engine/optimizer";

/**
 * The loss of one mini-batch, the mean over its rows; the same definitions as `measureLoss`.
 * @param targets rows × outputs: one-hot rows for softmax, 0 or 1 for a sigmoid unit
 */
export function batchLoss(
  loss: LossName,
  output: OutputName,
  targets: tf.Tensor2D,
  logits: tf.Tensor2D,
): tf.Scalar {
  switch (loss) {
    case "crossEntropy":
      return output === "softmax"
        ? tf.losses.softmaxCrossEntropy(targets, logits)
        : tf.losses.sigmoidCrossEntropy(targets, logits);
    case "meanSquaredError": {
      const outputs = output === "softmax" ? tf.softmax(logits) : tf.sigmoid(logits);
      return tf.losses.meanSquaredError(targets, outputs);
    }
  }
}
