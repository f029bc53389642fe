import * as z from "zod";
import {
  BOUND_POINTS_MAX,
  DATA_CLASSES_MAX,
  DATA_VALUES_MAX,
  EPOCHS_MAX,
  ESTIMATORS_MAX,
  HIDDEN_LAYERS_MAX,
  HISTOGRAM_PARTS_MAX,
  LAYER_UNITS_MAX,
  NETWORKS_MAX,
  STORED_LIST_MAX,
  STORED_TEXT_MAX,
  WEIGHTS_KEPT_MAX,
} from "../base/limits";
import type { Config } from "../config/schema/configSchema";
import { readStoredConfig } from "./storedConfig";

/** Version of the run file's format; a reader refuses any other. */
export const RUN_FORMAT_VERSION = 2;

/** JSON has no NaN: a run file writes what is not finite as a word. */
const figure = z.union([
  z.number(),
  z.enum(["NaN", "Infinity", "-Infinity"]).transform((word) => Number(word)),
]);

/** A file is written by anyone: nothing in it takes more memory than what a run of the limits writes. */
const text = z.string().max(STORED_TEXT_MAX);
/** A message that is too long is shown as far as it goes. */
const message = z.string().transform((written) => written.slice(0, STORED_TEXT_MAX));
const configPath = z.array(z.union([text, z.number()])).max(STORED_LIST_MAX);
const count = z.number().int().min(0).max(DATA_VALUES_MAX);
const LAYERS_MAX = HIDDEN_LAYERS_MAX + 1;

const cellIdSchema = z.object({ variant: z.number().int(), seed: z.number().int() });
/** One cell of a study: a variant of the config, trained with one seed. */
export type CellId = z.output<typeof cellIdSchema>;

const failureSchema = z.object({
  code: text,
  message,
  path: configPath.optional(),
});

const datasetSummarySchema = z.object({
  name: text,
  rows: count,
  columns: count,
  trainingRows: count,
  testRows: count,
  classNames: z.array(text).max(DATA_CLASSES_MAX),
  classShares: z.array(figure).max(DATA_CLASSES_MAX),
  /** One a column of the inputs; left out where the data names none or has many columns, and by earlier versions. */
  inputNames: z.array(text).max(STORED_LIST_MAX).optional(),
  inputEntropy: figure,
  labelEntropy: figure,
  inputLabelInformation: figure,
  conditionalKnown: z.boolean(),
  /** Whether the inputs were standardized; left out by earlier versions. */
  standardized: z.boolean().optional(),
  /** The smallest and the largest input as the data has them. */
  inputRange: z.tuple([figure, figure]).optional(),
  /** What was recognized and what was left out when the data was read; left out when there is nothing to say. */
  notes: z.array(message).max(STORED_LIST_MAX).optional(),
});

const layerSummarySchema = z.object({
  name: text,
  units: z.number().int().min(1).max(Math.max(LAYER_UNITS_MAX, DATA_CLASSES_MAX)),
  activation: text,
});

const estimatorSummarySchema = z.object({
  /** Its name among the cell's estimators: "binning", "binning 2". */
  key: text,
  title: text,
  /** The measurement channel of each layer: what I(X;T) is measured by, for the axis. */
  resolutions: z.array(text).max(LAYERS_MAX),
  /** What the interval of its estimates is, where they have one. */
  spread: z.enum(["bounds", "confidence", "monteCarlo"]).optional(),
  /** For each layer the movement of I(X;T) that the estimator makes by itself; left out if there is none. */
  uncounted: z
    .array(z.enum(["rise", "fall", "none"]))
    .max(LAYERS_MAX)
    .optional(),
  /** It measures another quantity than Shannon's information, which the bound is of. */
  hasNoBound: z.literal(true).optional(),
});
export type EstimatorSummary = z.output<typeof estimatorSummarySchema>;

const ownerSchema = z.object({ runId: text, configHash: text });
/** The run that kept activations. */
export type ActivationOwner = z.output<typeof ownerSchema>;

const runStartedSchema = z.object({
  type: z.literal("run/started"),
  version: z.number().int(),
  runId: text,
  /** ISO 8601. */
  createdAt: text,
  /** The config file, relative to the workspace. */
  configName: text,
  configHash: text,
  /** Left out when the config is one of another version that this one does not understand. */
  config: z
    .unknown()
    .transform((written): Config | undefined => readStoredConfig(written))
    .optional(),
  cells: z.array(cellIdSchema).min(1).max(NETWORKS_MAX),
  /** Which part of the study these cells are; left out if they are all. */
  shard: z
    .object({ index: z.number().int().min(1), count: z.number().int().min(1).max(NETWORKS_MAX) })
    .optional(),
  /** The folder beside the run file that holds its activations; left out if none are kept. */
  activations: z
    .string()
    .max(STORED_TEXT_MAX)
    .regex(/^[^/\\]+$/)
    .optional(),
  /** Whose activations these are if they are another run's: the one that this run estimated again. */
  activationsOf: ownerSchema.optional(),
  tool: z.object({ name: text, version: text }),
});

const cellStartedSchema = z.object({
  type: z.literal("cell/started"),
  cell: cellIdSchema,
  /** The study's variant in words; left out if there is one only. */
  variant: text.optional(),
  dataset: datasetSummarySchema,
  layers: z.array(layerSummarySchema).min(1).max(LAYERS_MAX),
  engine: z.object({ name: text, backend: text }),
  epochs: z.number().int().min(1).max(EPOCHS_MAX),
  batchesPerEpoch: count,
  estimators: z.array(estimatorSummarySchema).min(1).max(ESTIMATORS_MAX),
});

/** The information-bottleneck bound of the cell's data; comes before the first snapshot. */
const cellBoundSchema = z.object({
  type: z.literal("cell/bound"),
  cell: cellIdSchema,
  /** What the bound is of, in a few words. */
  of: text,
  /** Y is a function of X: the bound is min(I(X;T), H(Y)). */
  trivial: z.boolean(),
  /** How far the curve may lie from the true one, in bits. */
  accuracy: figure,
  /** In rising order of I(X;T); `worst` is what a sample of the training set's size promises of `ity`. */
  points: z
    .array(z.object({ beta: figure.optional(), ixt: figure, ity: figure, worst: figure.optional() }))
    .max(BOUND_POINTS_MAX),
  notes: z.array(text).max(STORED_LIST_MAX),
});

const lossAndAccuracySchema = z.object({ loss: figure, accuracy: figure });

const cellEpochSchema = z.object({
  type: z.literal("cell/epoch"),
  cell: cellIdSchema,
  /** Epochs completed. */
  epoch: z.number().int(),
  training: lossAndAccuracySchema,
  test: lossAndAccuracySchema,
  layers: z
    .array(z.object({ gradientMean: figure, gradientDeviation: figure, weightNorm: figure }))
    .max(LAYERS_MAX),
});

const figuresSchema = z.object({ ixt: figure, ity: figure });
const intervalSchema = z.object({ lower: figuresSchema, upper: figuresSchema });

/** As `InformationEstimate`, and where the point lies beside the bound of the cell. */
const estimateSchema = z.object({
  ixt: figure,
  ity: figure,
  ceiling: figuresSchema,
  raw: figuresSchema.optional(),
  bounds: intervalSchema.optional(),
  guaranteed: intervalSchema.optional(),
  standardError: figuresSchema.optional(),
  confidence: intervalSchema.optional(),
  bias: figuresSchema.optional(),
  flags: z.array(z.object({ code: text, message })).max(STORED_LIST_MAX),
  /** How far the point lies below the bound at its own I(X;T), in bits; negative above it. */
  belowBound: figure.optional(),
  /** The β at which the bound passes nearest to the point. */
  beta: figure.optional(),
});

const cellSnapshotSchema = z.object({
  type: z.literal("cell/snapshot"),
  cell: cellIdSchema,
  /** Epochs completed: 0 is the network as it was initialized. */
  epoch: z.number().int(),
  estimates: z
    .array(
      z.object({
        estimator: text,
        /** Over which rows: all patterns, or the training rows with their sampled labels. */
        rows: z.enum(["all", "training"]),
        layers: z.array(estimateSchema).max(LAYERS_MAX),
      }),
    )
    .max(2 * ESTIMATORS_MAX),
});

/** A number in single precision takes four bytes, and four letters three bytes. */
const WEIGHTS_TEXT_MAX = Math.ceil((4 * WEIGHTS_KEPT_MAX) / 3) * 4;

/** The weights of a small network at a snapshot. */
const cellWeightsSchema = z.object({
  type: z.literal("cell/weights"),
  cell: cellIdSchema,
  epoch: z.number().int().min(0),
  /** Of each layer base64 of little-endian single precision: weights as [input][unit], then biases. */
  layers: z.array(z.string().max(WEIGHTS_TEXT_MAX)).max(LAYERS_MAX),
});

/** A number of activations: rows times units may be more than the values of any data. */
const activations = z.number().int().min(0);

/** How many activations of each layer, over all rows and units, lie where at a snapshot; those that are no numbers lie nowhere. */
const cellHistogramsSchema = z.object({
  type: z.literal("cell/histograms"),
  cell: cellIdSchema,
  epoch: z.number().int().min(0),
  /** The estimator whose bins the parts are; left out if they are equal parts for looking at only. */
  estimator: text.optional(),
  layers: z
    .array(
      z.object({
        range: z.tuple([figure, figure]),
        below: activations,
        above: activations,
        /** In equal parts of the range. */
        counts: z.array(activations).min(1).max(HISTOGRAM_PARTS_MAX),
      }),
    )
    .max(LAYERS_MAX),
});

const findingSchema = z.object({
  code: text,
  /** What several networks that say the same have in common beside the code; left out if the code says it. */
  kind: text.optional(),
  severity: z.enum(["information", "warning"]),
  message,
  /** The config line that the finding speaks of. */
  path: configPath,
  /** A value that the config is better given; left out if the advice is none, and by earlier versions. */
  change: z.object({ path: configPath, value: z.union([z.number(), text]) }).optional(),
});

const cellFinishedSchema = z.object({
  type: z.literal("cell/finished"),
  cell: cellIdSchema,
  seconds: figure,
  /** The epoch after which the losses were no longer finite, which ended the training; left out when it went well. */
  divergedAt: z.number().int().optional(),
  findings: z.array(findingSchema).max(STORED_LIST_MAX),
});

const runFinishedSchema = z.object({
  type: z.literal("run/finished"),
  /** Format 2 wrote "cancelled" at first; such runs open as all others. */
  status: z
    .enum(["completed", "canceled", "cancelled"])
    .transform((status) => (status === "cancelled" ? "canceled" : status)),
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
  cellWeightsSchema,
  cellHistogramsSchema,
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
export type CellWeights = z.output<typeof cellWeightsSchema>;
export type CellHistograms = z.output<typeof cellHistogramsSchema>;
export type CellFinished = z.output<typeof cellFinishedSchema>;
/** What a cell says of itself while it runs; the run's own first and last events are the host's. */
export type CellEvent =
  CellStarted | CellBound | CellEpoch | CellSnapshot | CellWeights | CellHistograms | CellFinished;
