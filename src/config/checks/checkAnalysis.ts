import type { ConfigPath } from "../../base/failure";
import { estimateKeptMebibytes } from "../plan/keptSize";
import { snapshotEpochs } from "../plan/recordedEpochs";
import type { Report } from "./report";
import { resolveEstimators } from "../plan/resolveEstimators";
import { findRunFileTooLarge } from "../plan/runFileSize";
import type { Config } from "../schema/configSchema";

/** Estimates from counts, which a correction corrects. */
const COUNTING = ["binning", "exact"];

/** Checks what is measured against what is trained, and says beforehand what will take room. */
export function checkAnalysis(config: Config, report: Report): void {
  checkExact(config, report);
  checkRepeatedEstimators(config, report);
  checkCorrection(config, report);
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

/** Without rounding in the network every float is a value of its own, and the exact figure is that of the rows. */
function checkExact({ network, analysis }: Config, report: Report): void {
  const estimators = resolveEstimators(analysis);
  const index = estimators.findIndex(({ settings }) => settings.name === "exact");
  if (index >= 0 && network.quantize === undefined) {
    report(
      "warning",
      pathOfEstimator(analysis, index),
      `analysis.estimator is "exact", but the network's activations are not rounded, so that nearly every row is a value of its own: add "quantize": { "bits": 8 } to network.`,
      () => [],
    );
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
  const counts = resolveEstimators(analysis).some(({ settings }) => COUNTING.includes(settings.name));
  if (correction !== "none" && !counts) {
    report(
      "warning",
      ["analysis", "correction"],
      `analysis.correction is "${correction}", which corrects estimates from counts (binning, exact); none of those is asked for.`,
      (place) => [{ title: `Change to "none"`, edits: [{ ...place, text: `"none"` }] }],
    );
  }
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
