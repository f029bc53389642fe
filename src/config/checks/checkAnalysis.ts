import type { ConfigPath } from "../../base/failure";
import { estimateKeptMebibytes } from "../plan/keptSize";
import { snapshotEpochs } from "../plan/recordedEpochs";
import type { Report } from "./report";
import { ESTIMATORS, estimatorOf } from "../../information/estimators/estimators";
import type { EstimatorKind } from "../../information/estimators/shared/estimatorKind";
import { describeForEstimators } from "../plan/describeForEstimators";
import { resolveEstimators } from "../plan/resolveEstimators";
import { INHERITED } from "../schema/analysisSchema";
import { findRunFileTooLarge } from "../plan/runFileSize";
import type { Config } from "../schema/configSchema";

/** Checks what is measured against what is trained, and says beforehand what will take room. */
export function checkAnalysis(
  config: Config,
  isWritten: (path: ConfigPath) => boolean,
  report: Report,
): void {
  checkNetworkForEstimators(config, report);
  checkRepeatedEstimators(config, report);
  checkCorrection(config, report);
  checkInherited(config, isWritten, report);
  checkResamples(config, report);
  foretellKeptActivations(config, report);
  checkRunFileSize(config, report);
}

/** What is written is to be read again. */
function checkRunFileSize(config: Config, report: Report): void {
  const tooLarge = findRunFileTooLarge(config);
  if (tooLarge !== undefined) {
    const { path, message, most } = tooLarge;
    report("error", path, message, (place) => [
      { title: `Change to ${most}`, edits: [{ ...place, text: String(most) }] },
    ]);
  }
}

/** What an estimator says of such a network beforehand. */
function checkNetworkForEstimators({ network, analysis }: Config, report: Report): void {
  const facts = describeForEstimators(network);
  for (const [index, { settings }] of resolveEstimators(analysis).entries()) {
    const warning = estimatorOf(settings).warn?.(facts);
    if (warning !== undefined) {
      report(
        "warning",
        pathOfEstimator(analysis, index),
        `analysis.estimator is "${settings.name}", but ${warning}`,
        () => [],
      );
    }
  }
}

/** Two of the same say nothing more than one. */
function checkRepeatedEstimators({ analysis }: Config, report: Report): void {
  const written = resolveEstimators(analysis).map(({ settings }) => JSON.stringify(settings));
  const index = written.findIndex((settings, at) => written.indexOf(settings) < at);
  if (index >= 0) {
    report(
      "warning",
      pathOfEstimator(analysis, index),
      `analysis.estimator has the same estimator twice, with the same settings: one of them is enough.`,
      () => [],
    );
  }
}

function checkCorrection({ analysis }: Config, report: Report): void {
  const { correction } = analysis;
  const counts = resolveEstimators(analysis).some(({ settings }) => estimatorOf(settings).counts);
  if (correction !== "none" && !counts) {
    report(
      "warning",
      ["analysis", "correction"],
      `analysis.correction is "${correction}", which corrects estimates from counts (${namesOf(({ counts: is }) => is)}); none of those is asked for.`,
      (place) => [{ title: `Change to "none"`, edits: [{ ...place, text: `"none"` }] }],
    );
  }
}

/** A setting of all estimators that have it, beside estimators without it. */
function checkInherited(
  { analysis }: Config,
  isWritten: (path: ConfigPath) => boolean,
  report: Report,
): void {
  const kinds = resolveEstimators(analysis).map(({ settings }) => estimatorOf(settings));
  for (const field of Object.keys(INHERITED)) {
    const path = ["analysis", field];
    if (isWritten(path) && !kinds.some(({ settings }) => field in settings.shape)) {
      report(
        "warning",
        path,
        `analysis.${field} belongs to estimators that have such a setting (${namesOf(({ settings }) => field in settings.shape)}); none of those is asked for.`,
        () => [],
      );
    }
  }
}

function namesOf(has: (kind: EstimatorKind) => boolean): string {
  return ESTIMATORS.filter(has)
    .map(({ name }) => name)
    .join(", ");
}

/** One set of rows has no spread. */
function checkResamples({ analysis }: Config, report: Report): void {
  if (analysis.resamples === 1) {
    report(
      "warning",
      ["analysis", "resamples"],
      "analysis.resamples is 1, which gives no interval: it takes 2 or more, and 20 for one to rely on.",
      (place) => [{ title: "Change to 20", edits: [{ ...place, text: "20" }] }],
    );
  }
}

/** How much the kept activations will be; exact where the rows are known, else for a thousand of them. */
function foretellKeptActivations(config: Config, report: Report): void {
  const { data, network, training, analysis, study } = config;
  if (!analysis.keepActivations) {
    return;
  }
  const hidden = network.hidden.reduce<number>(
    (sum, layer) => sum + (typeof layer === "number" ? layer : layer.units),
    0,
  );
  const snapshots = snapshotEpochs(training.epochs, analysis.snapshots).length;
  const sizeOf = (rows: number, outputs: number): string =>
    describeMebibytes(study.networks * estimateKeptMebibytes(rows, hidden + outputs, config));
  const size =
    data.source === "symmetric-rule"
      ? `about ${sizeOf(4096, network.output === "sigmoid" ? 1 : 2)}`
      : `about ${sizeOf(1000, 1)} for every thousand rows of data`;
  report(
    "information",
    ["analysis", "keepActivations"],
    `The activations of ${snapshots} snapshots${study.networks === 1 ? "" : ` of each of ${study.networks} networks`} will be kept beside the run file: ${size}.`,
    () => [],
  );
}

function describeMebibytes(size: number): string {
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} MiB`;
}

/** Where the config writes one of its estimators. */
export function pathOfEstimator({ estimator }: Config["analysis"], index: number): ConfigPath {
  return Array.isArray(estimator) ? ["analysis", "estimator", index] : ["analysis", "estimator"];
}
