import * as z from "zod";
import { configSchema } from "../config/schema";

/** Version of the run file's format; a reader refuses any other. */
export const RUN_FORMAT_VERSION = 2;

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
  classShares: z.array(figure),
  inputEntropy: figure,
  labelEntropy: figure,
  inputLabelInformation: figure,
  conditionalKnown: z.boolean(),
});

const layerSummarySchema = z.object({
  name: z.string(),
  units: z.number(),
  activation: z.string(),
});
export type LayerSummary = z.output<typeof layerSummarySchema>;

const estimatorSummarySchema = z.object({
  /** Its name among the cell's estimators: "binning", "binning 2". */
  key: z.string(),
  title: z.string(),
  /** The measurement channel of each layer: what I(X;T) is measured by, for the axis. */
  resolutions: z.array(z.string()),
  /** What the interval of its estimates is, where they have one. */
  spread: z.enum(["bounds", "confidence", "monteCarlo"]).optional(),
  /** It measures another quantity than Shannon's information, which the bound is of. */
  hasNoBound: z.literal(true).optional(),
});
export type EstimatorSummary = z.output<typeof estimatorSummarySchema>;

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
  /** The folder beside the run file that holds its activations; left out where none are kept. */
  activations: z
    .string()
    .regex(/^[^/\\]+$/)
    .optional(),
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
  estimators: z.array(estimatorSummarySchema).min(1),
});

/** The information-bottleneck bound of the cell's data; comes before the first snapshot. */
const cellBoundSchema = z.object({
  type: z.literal("cell/bound"),
  cell: cellIdSchema,
  /** What the bound is of, in a few words. */
  of: z.string(),
  /** Y is a function of X: the bound is min(I(X;T), H(Y)). */
  trivial: z.boolean(),
  /** How far the curve may lie from the true one, in bits. */
  accuracy: figure,
  /** In rising order of I(X;T); `worst` is what a sample of the training set's size promises of `ity`. */
  points: z.array(z.object({ beta: figure.optional(), ixt: figure, ity: figure, worst: figure.optional() })),
  notes: z.array(z.string()),
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

const figuresSchema = z.object({ ixt: figure, ity: figure });
const intervalSchema = z.object({ lower: figuresSchema, upper: figuresSchema });

/** As `InformationEstimate`, and where the point lies beside the bound of the cell. */
const estimateSchema = z.object({
  ixt: figure,
  ity: figure,
  ceiling: figuresSchema,
  bounds: intervalSchema.optional(),
  guaranteed: intervalSchema.optional(),
  standardError: figuresSchema.optional(),
  confidence: intervalSchema.optional(),
  bias: figuresSchema.optional(),
  flags: z.array(z.object({ code: z.string(), message: z.string() })),
  /** How far the point lies below the bound at its own I(X;T), in bits; negative above it. */
  belowBound: figure.optional(),
  /** The β at which the bound passes nearest to the point. */
  beta: figure.optional(),
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
  seconds: figure,
  /** The epoch after which the losses were no longer finite, which ended the training; left out when it went well. */
  divergedAt: z.number().int().optional(),
  findings: z.array(findingSchema),
});

const runFinishedSchema = z.object({
  type: z.literal("run/finished"),
  status: z.enum(["completed", "cancelled"]),
  /** How many of the networks diverged; left out when none did. */
  diverged: z.number().int().optional(),
});

const runFailedSchema = z.object({ type: z.literal("run/failed"), failure: failureSchema });

/**
 * One thing that happened in a run. A run file is the list of these, and a live view sees the same list: what
 * can be shown after a run can be shown during it.
 */
export const runEventSchema = z.discriminatedUnion("type", [
  runStartedSchema,
  cellStartedSchema,
  cellBoundSchema,
  cellEpochSchema,
  cellSnapshotSchema,
  cellFinishedSchema,
  runFinishedSchema,
  runFailedSchema,
]);

export type RunEvent = z.output<typeof runEventSchema>;
export type RunStarted = z.output<typeof runStartedSchema>;
export type CellStarted = z.output<typeof cellStartedSchema>;
export type CellBound = z.output<typeof cellBoundSchema>;
export type CellEpoch = z.output<typeof cellEpochSchema>;
export type CellSnapshot = z.output<typeof cellSnapshotSchema>;
/** One layer's figures in a snapshot. */
export type LayerEstimate = z.output<typeof estimateSchema>;
export type CellFinished = z.output<typeof cellFinishedSchema>;
export type RunFinished = z.output<typeof runFinishedSchema>;
export type RunFailed = z.output<typeof runFailedSchema>;
/** What a cell says of itself while it runs; the run's own first and last events are the host's. */
export type CellEvent = CellStarted | CellBound | CellEpoch | CellSnapshot | CellFinished;
