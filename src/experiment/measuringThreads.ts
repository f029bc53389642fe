import type { Proceed } from "../base/proceed";
import type { AnalysisConfig } from "../config/schema/configSchema";
import type { CellId, CellSnapshot } from "../run/runEvent";
import { measuringEstimators } from "./measuringEstimators";
import type { Measurement } from "./takeSnapshot";

/** All that a snapshot is measured with, as plain data that another thread can be given. */
export interface MeasuringPlan extends Omit<Measurement, "estimators" | "isBoundOfInputs"> {
  readonly cell: CellId;
  readonly analysis: AnalysisConfig;
  /** How many of the analysis' estimators, its first ones, are left out. */
  readonly skippedEstimators: number;
}

export function measurementOf({ analysis, skippedEstimators, ...rest }: MeasuringPlan): Measurement {
  return {
    ...rest,
    estimators: measuringEstimators(analysis).slice(skippedEstimators),
    isBoundOfInputs: analysis.bound === "auto",
  };
}

/** What came of a snapshot that was given away. */
export interface MeasuredElsewhere {
  readonly epoch: number;
  /** Left out if the thread failed at it. */
  readonly snapshot?: CellSnapshot | undefined;
}

/** Other threads, which measure while this one trains. None of these calls waits but `wait`. */
export interface MeasuringThreads {
  /**
   * Gives a snapshot away.
   * @param activations of all rows, one array a layer; copied
   * @returns false if every thread has enough to do
   */
  offer(epoch: number, activations: readonly Float32Array[]): boolean;
  /** What has been finished since this was last asked, in any order. */
  collect(): readonly MeasuredElsewhere[];
  /**
   * As `collect`, but waits until there is something. A thread that gives no sign of life has failed at what it was
   * given.
   */
  wait(proceed: Proceed): readonly MeasuredElsewhere[];
  dispose(): void;
}
