import type { ConfigPath } from "../../base/failure";
import { RUN_FILE_BYTES_MAX, WEIGHTS_KEPT_MAX, DETAILED_NETWORKS_MAX } from "../../base/limits";
import { sourceOf } from "../../data/sources";
import { estimatorOf } from "../../information/estimators/estimators";
import { FLAG, INTERVAL, NAME, NUMBER, PAIR } from "../../information/estimators/shared/storedBytes";
import { describeForEstimators } from "./describeForEstimators";
import { findHistogramBins } from "./histogramBins";
import { logarithmicEpochs, snapshotEpochs } from "./recordedEpochs";
import { resolveEstimators, type NamedEstimator } from "./resolveEstimators";
import type { Config } from "../schema/configSchema";
import { countNetworks, countVariants, variantConfig } from "./variants";

const BYTES_PER_MEBIBYTE = 1024 * 1024;

/** `belowBound` and `beta`. */
const PLACE_BELOW_BOUND = 24 + 2 * NUMBER;
const SNAPSHOT_LINE = 130;
const WEIGHTS_LINE = 110;
const WEIGHTS_LAYER = 8;
const HISTOGRAMS_LINE = 140;
const HISTOGRAMS_LAYER = 50 + 3 * NUMBER;
/** A number of seven digits, and a comma. */
const HISTOGRAMS_COUNT = 8;
/** Inputs of a file whose columns are not known before it is read. */
const COLUMNS_OF_FILES = 64;
const ESTIMATES_OF_ROWS = 62;
const EPOCH_LINE = 260;
const EPOCH_LAYER = 60 + 3 * NUMBER;
/** A curve is traced by a hundred points of four numbers. */
const BOUND = 2000 + 100 * (36 + 4 * NUMBER);
const STARTED = 1000;
const STARTED_LAYER = 70;
const STARTED_ESTIMATOR = 130;
const RESOLUTION = 45;
const FINISHED = 2500;
const FINISHED_ESTIMATOR = 500;
const FINISHED_ESTIMATOR_LAYER = 100;
const HEADER = 1200;
const HEADER_NETWORK = 35;

/**
 * How many bytes the run file of a config will have; rather more than less. The names of a table's classes are not
 * counted: they are known from its file only.
 */
export function estimateRunFileBytes(config: Config): number {
  return headerBytes(config) + config.study.networks * variantsBytes(config);
}

/** One network of each variant. */
function variantsBytes(config: Config): number {
  return Array.from({ length: countVariants(config) }, (_, variant) =>
    networkBytes(variantConfig(config, variant)),
  ).reduce((sum, bytes) => sum + bytes, 0);
}

/** A run that would write more than can be read again. */
export interface RunFileTooLarge {
  readonly path: ConfigPath;
  /** How many networks of each variant fit; undefined if not even one does. */
  readonly most: number | undefined;
  readonly message: string;
}

/**
 * What is to be changed where a config's run file would be larger than can be read; undefined if it would not. One
 * network always fits: the largest that a config can ask for takes about half of the room.
 */
export function findRunFileTooLarge(config: Config): RunFileTooLarge | undefined {
  const { networks } = config.study;
  // Counting epochs takes long for a check at every key stroke, and nearly every config is far from the bound.
  const { snapshots, recordedEpochs } = config.analysis;
  const isOne = Object.keys(config.study.over).length === 0;
  if (
    isOne &&
    headerBytes(config) + networks * bytesOf(config, snapshots, recordedEpochs) <= RUN_FILE_BYTES_MAX
  ) {
    return undefined;
  }
  const bytes = estimateRunFileBytes(config);
  if (bytes <= RUN_FILE_BYTES_MAX) {
    return undefined;
  }
  const most = mostNetworks(config);
  const start = `The run file would take about ${describeBytes(bytes)}, more than the ${describeBytes(RUN_FILE_BYTES_MAX)} that can be read again`;
  const others = "analysis.snapshots, analysis.recordedEpochs or estimators (analysis.estimator)";
  return most < 1
    ? {
        path: ["study", "over"],
        most: undefined,
        message: `${start}: list fewer variants in study.over, or take fewer ${others}.`,
      }
    : {
        path: ["study", "networks"],
        most,
        message: `${start}: make study.networks at most ${most}, or take fewer ${others}.`,
      };
}

/**
 * How many networks of each variant fit. Fewer networks may write more each, since a small study keeps its weights;
 * so each answer is asked again with the networks that it leaves.
 */
function mostNetworks(config: Config): number {
  let most = config.study.networks;
  for (;;) {
    const fewer = { ...config, study: { ...config.study, networks: Math.max(1, most) } };
    const fit = Math.floor((RUN_FILE_BYTES_MAX - headerBytes(fewer)) / variantsBytes(fewer));
    if (fit >= most) {
      return most;
    }
    most = fit;
  }
}

/** E.g. "340 MiB". */
export function describeBytes(bytes: number): string {
  return `${Math.ceil(bytes / BYTES_PER_MEBIBYTE)} MiB`;
}

function headerBytes(config: Config): number {
  return HEADER + JSON.stringify(config).length + countNetworks(config) * HEADER_NETWORK;
}

function networkBytes(config: Config): number {
  const { training, analysis } = config;
  return bytesOf(
    config,
    snapshotEpochs(training.epochs, analysis.snapshots).length,
    logarithmicEpochs(training.epochs, analysis.recordedEpochs).length,
  );
}

/** What a network with so many snapshots and recorded epochs writes. */
function bytesOf(config: Config, snapshots: number, epochs: number): number {
  const { network, analysis } = config;
  const layers = network.hidden.length + 1;
  const estimators = resolveEstimators(analysis);
  const estimates = estimators.reduce(
    (sum, estimator) =>
      sum +
      2 * ESTIMATES_OF_ROWS +
      layers * (estimateBytes(estimator, config, "all") + estimateBytes(estimator, config, "training")),
    0,
  );
  const ends =
    STARTED +
    layers * STARTED_LAYER +
    FINISHED +
    estimators.length *
      (STARTED_ESTIMATOR + FINISHED_ESTIMATOR + layers * (RESOLUTION + FINISHED_ESTIMATOR_LAYER));
  return (
    ends +
    (analysis.bound === "none" ? 0 : BOUND) +
    snapshots * (SNAPSHOT_LINE + estimates + weightsBytes(config) + histogramsBytes(config)) +
    epochs * (EPOCH_LINE + layers * EPOCH_LAYER)
  );
}

/** The weights of a small network at one snapshot, in base64. */
function weightsBytes(config: Config): number {
  const { data, network } = config;
  const known = sourceOf(data).knownSize;
  const units = network.hidden.map((layer) => (typeof layer === "number" ? layer : layer.units));
  const outputs = known === undefined || network.output === "sigmoid" ? 1 : known.classes;
  const countWith = (columns: number): number =>
    [...units, outputs].reduce((sum, width, index) => sum + width * ((units[index - 1] ?? columns) + 1), 0);
  if (countNetworks(config) > DETAILED_NETWORKS_MAX || countWith(known?.columns ?? 1) > WEIGHTS_KEPT_MAX) {
    return 0;
  }
  const count = Math.min(WEIGHTS_KEPT_MAX, countWith(known?.columns ?? COLUMNS_OF_FILES));
  return WEIGHTS_LINE + (units.length + 1) * WEIGHTS_LAYER + (16 / 3) * count;
}

/** Where the activations lie at one snapshot. */
function histogramsBytes(config: Config): number {
  const { bins } = findHistogramBins(config.analysis);
  return countNetworks(config) > DETAILED_NETWORKS_MAX
    ? 0
    : HISTOGRAMS_LINE + (config.network.hidden.length + 1) * (HISTOGRAMS_LAYER + bins * HISTOGRAMS_COUNT);
}

/** One layer's figures. */
function estimateBytes(
  { settings }: NamedEstimator,
  { network, analysis }: Config,
  rows: "all" | "training",
): number {
  const kind = estimatorOf(settings);
  const isPlaced = rows === "all" && kind.isShannon && analysis.bound !== "none";
  const isCorrected = kind.counts && analysis.correction !== "none";
  return (
    2 * PAIR +
    2 * NAME +
    FLAG +
    (isPlaced ? PLACE_BELOW_BOUND : 0) +
    (analysis.resamples > 1 ? INTERVAL : 0) +
    (isCorrected ? 2 * (NAME + PAIR) : 0) +
    kind.storedBytes(settings, describeForEstimators(network))
  );
}
