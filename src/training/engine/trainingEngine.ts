import type { Result } from "../../base/failure";
import type { NetworkSpec } from "../../network/networkSpec";
import type { LayerWeights } from "../../network/initialWeights";
import type { Proceed } from "../../base/proceed";
import type { GradientStatistics } from "./gradientStatistics";
import type { LossName, OptimizerSettings } from "./optimizer";

/** What an engine is asked to train. Arrays are row-major and are not changed by the engine. */
export interface TrainingTask {
  readonly network: NetworkSpec;
  readonly initialWeights: readonly LayerWeights[];
  /** All rows of the dataset, rows × network.inputs. */
  readonly inputs: Float32Array;
  readonly rows: number;
  /** One class index a row. */
  readonly labels: Uint16Array;
  readonly batchSize: number;
  readonly optimizer: OptimizerSettings;
  readonly loss: LossName;
  /** The training rows in the order of this epoch; called once for each epoch, in turn. */
  readonly nextOrder: () => Uint32Array;
}

/** The layers' answers to all rows of the dataset. */
export interface ForwardPass {
  /** One array a layer, hidden layers and output, rows × units. */
  readonly activations: readonly Float32Array[];
  /** The output layer before its activation, rows × outputs: losses are exact from these. */
  readonly logits: Float32Array;
}

/** One network in training. Two sessions of one engine given the same task produce the same bits. */
export interface TrainingSession {
  /**
   * Trains one epoch and measures the mini-batch gradients on the way.
   * @param proceed called between mini-batches; a session that was stopped is of no more use
   */
  runEpoch(proceed: Proceed): GradientStatistics;
  forward(proceed?: Proceed): ForwardPass;
  logits(proceed?: Proceed): Float32Array;
  /** L2 norm of each layer's weight matrix, biases left out. */
  weightNorms(proceed?: Proceed): readonly number[];
  weights(): readonly LayerWeights[];
  /** Multiply-adds of the longest step that cannot give a sign of life; left out if all steps are short. */
  readonly longestStep?: number;
  dispose(): void;
}

/** Trains networks. Engines know nothing of estimators. */
export interface TrainingEngine {
  readonly name: string;
  /** What does the arithmetic, e.g. "wasm"; said in the run's header. */
  readonly backend: string;
  start(task: TrainingTask): Result<TrainingSession>;
}
