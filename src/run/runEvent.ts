import * as z from "zod";
import { configSchema } from "../config/schema";

/** Version of the run file's format; a reader refuses a larger one. */
export const RUN_FORMAT_VERSION = 1;

/** JSON has no NaN: a run file writes what is not finite as a word. */
const figure = z.union([
  z.number(),
  z.enum(["NaN", "Infinity", "-Infinity"]).transform((word) => Number(word)),
]);

const cellIdSchema = z.object({ variant: z.number().int(), seed: z.number().int() });
/** One cell of a study: a variant of the config, trained with one seed. */
export type CellId = z.output<typeof cellIdSchema>;

const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
});

const datasetSummarySchema = z.object({
  name: z.string(),
  rows: z.number(),
  columns: z.number(),
  trainingRows: z.number(),
  testRows: z.number(),
  classNames: z.array(z.string()),
  classShares: z.array(z.number()),
  inputEntropy: figure,
  labelEntropy: figure,
  inputLabelInformation: figure,
  conditionalKnown: z.boolean(),
});

const layerSummarySchema = z.object({
  name: z.string(),
  units: z.number(),
  activation: z.string(),
  /** The measurement channel: what I(X;T) of this layer is measured by, for the axis. */
  resolution: z.string(),
});
export type LayerSummary = z.output<typeof layerSummarySchema>;

const runStartedSchema = z.object({
  type: z.literal("run/started"),
  version: z.number().int(),
  runId: z.string(),
  /** ISO 8601. */
  createdAt: z.string(),
  /** The config file, relative to the workspace. */
  configName: z.string(),
  configHash: z.string(),
  config: configSchema,
  cells: z.array(cellIdSchema),
  tool: z.object({ name: z.string(), version: z.string() }),
});

const cellStartedSchema = z.object({
  type: z.literal("cell/started"),
  cell: cellIdSchema,
  dataset: datasetSummarySchema,
  layers: z.array(layerSummarySchema),
  engine: z.object({ name: z.string(), backend: z.string() }),
  epochs: z.number().int(),
  batchesPerEpoch: z.number().int(),
  estimator: z.string(),
});

const lossAndAccuracySchema = z.object({ loss: figure, accuracy: figure });
export type LossAndAccuracy = z.output<typeof lossAndAccuracySchema>;

const cellEpochSchema = z.object({
  type: z.literal("cell/epoch"),
  cell: cellIdSchema,
  /** Epochs completed. */
  epoch: z.number().int(),
  training: lossAndAccuracySchema,
  test: lossAndAccuracySchema,
  layers: z.array(z.object({ gradientMean: figure, gradientDeviation: figure, weightNorm: figure })),
});

const estimateSchema = z.object({
  ixt: figure,
  ity: figure,
  ceiling: figure,
  flags: z.array(z.object({ code: z.string(), message: z.string() })),
});

const cellSnapshotSchema = z.object({
  type: z.literal("cell/snapshot"),
  cell: cellIdSchema,
  /** Epochs completed: 0 is the network as it was initialised. */
  epoch: z.number().int(),
  estimates: z.array(
    z.object({
      estimator: z.string(),
      /** Over which rows: all patterns, or the training rows with their sampled labels. */
      rows: z.enum(["all", "training"]),
      layers: z.array(estimateSchema),
    }),
  ),
});

const findingSchema = z.object({
  code: z.string(),
  severity: z.enum(["information", "warning"]),
  message: z.string(),
  /** The config line that the finding speaks of. */
  path: z.array(z.union([z.string(), z.number()])),
});

const cellFinishedSchema = z.object({
  type: z.literal("cell/finished"),
  cell: cellIdSchema,
  seconds: z.number(),
  findings: z.array(findingSchema),
});

const runFinishedSchema = z.object({
  type: z.literal("run/finished"),
  status: z.enum(["completed", "cancelled"]),
});

const runFailedSchema = z.object({ type: z.literal("run/failed"), failure: failureSchema });

/**
 * One thing that happened in a run. A run file is the list of these, and a live view sees the same list: what
 * can be shown after a run can be shown during it.
 */
export const runEventSchema = z.discriminatedUnion("type", [
  runStartedSchema,
  cellStartedSchema,
  cellEpochSchema,
  cellSnapshotSchema,
  cellFinishedSchema,
  runFinishedSchema,
  runFailedSchema,
]);

export type RunEvent = z.output<typeof runEventSchema>;
export type RunStarted = z.output<typeof runStartedSchema>;
export type CellStarted = z.output<typeof cellStartedSchema>;
export type CellEpoch = z.output<typeof cellEpochSchema>;
export type CellSnapshot = z.output<typeof cellSnapshotSchema>;
export type CellFinished = z.output<typeof cellFinishedSchema>;
export type RunFinished = z.output<typeof runFinishedSchema>;
export type RunFailed = z.output<typeof runFailedSchema>;
/** What a cell says of itself while it runs; the run's own first and last events are the host's. */
export type CellEvent = CellStarted | CellEpoch | CellSnapshot | CellFinished;
