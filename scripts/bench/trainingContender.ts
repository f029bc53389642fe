import { measurePerformance } from "../../src/training/measureLoss";
import type { GradientStatistics } from "../../src/training/engine/gradientStatistics";
import type { TrainingSession } from "../../src/training/engine/trainingEngine";
import type { BenchTask } from "./benchTask";
import { startLineProcess } from "./lineProcess";
import { secondsOf } from "./measure";

/** Where a contender's training has come to. */
export interface TrainingState {
  /** Mean cross-entropy over the training rows, in nats. */
  readonly loss: number;
  /** The last epoch's gradient statistics, one number a layer. */
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

/** One way to train the task's network. */
export interface TrainingContender {
  readonly name: string;
  /** @returns seconds */
  readonly train: (epochs: number) => Promise<number>;
  readonly state: () => Promise<TrainingState>;
  readonly close: () => Promise<void>;
}

/** A contender in this thread. */
export function sessionContender(
  name: string,
  task: BenchTask,
  session: Pick<TrainingSession, "runEpoch" | "logits"> & Partial<Pick<TrainingSession, "dispose">>,
): TrainingContender {
  let statistics: GradientStatistics | undefined;
  return {
    name,
    train: (epochs) =>
      secondsOf(() => {
        for (let epoch = 0; epoch < epochs; epoch++) {
          statistics = session.runEpoch(() => true);
        }
      }),
    state: () => {
      const rows = task.orders.subarray(0, task.trainingRows);
      const { loss } = measurePerformance(session.logits(), task.labels, rows, "softmax", "crossEntropy");
      const layers = statistics?.layers ?? [];
      return Promise.resolve({
        loss,
        means: layers.map(({ mean }) => mean),
        deviations: layers.map(({ deviation }) => deviation),
      });
    },
    close: () => {
      session.dispose?.();
      return Promise.resolve();
    },
  };
}

/** A contender that is a program of its own. */
export function processContender(name: string, command: string, args: readonly string[]): TrainingContender {
  const program = startLineProcess(command, args);
  return {
    name,
    train: async (epochs) => ((await program.ask(`train ${epochs}`)) as { seconds: number }).seconds,
    state: async () => (await program.ask("state")) as TrainingState,
    close: program.close,
  };
}

/** The largest relative difference between two states, over the loss and all statistics. */
export function differenceBetween(a: TrainingState, b: TrainingState): number {
  const valuesOf = ({ loss, means, deviations }: TrainingState): number[] => [loss, ...means, ...deviations];
  const others = valuesOf(b);
  return Math.max(...valuesOf(a).map((value, i) => relativeDifference(value, others[i] ?? NaN)));
}

function relativeDifference(a: number, b: number): number {
  const difference = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), Number.MIN_VALUE);
  return Number.isNaN(difference) ? Infinity : difference;
}
