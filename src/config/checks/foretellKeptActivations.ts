import { sourceOf } from "../../data/sources";
import { estimateKeptMebibytes } from "../plan/keptSize";
import { countNetworks } from "../plan/variants";
import { snapshotEpochs } from "../plan/recordedEpochs";
import type { Check } from "./check";

/** How much the kept activations will be; exact where the rows are known, else for a thousand of them. */
export const foretellKeptActivations: Check = ({ config, report }) => {
  const { data, network, training, analysis } = config;
  const networks = countNetworks(config);
  if (!analysis.keepActivations) {
    return;
  }
  const hidden = network.hidden.reduce<number>(
    (sum, layer) => sum + (typeof layer === "number" ? layer : layer.units),
    0,
  );
  const snapshots = snapshotEpochs(training.epochs, analysis.snapshots).length;
  const sizeOf = (rows: number, outputs: number): string =>
    describeMebibytes(networks * estimateKeptMebibytes(rows, hidden + outputs, config));
  const known = sourceOf(data).knownSize;
  const size =
    known !== undefined
      ? `about ${sizeOf(known.rows, network.output === "sigmoid" ? 1 : known.classes)}`
      : `about ${sizeOf(1000, 1)} for every thousand rows of data`;
  report(
    "information",
    ["analysis", "keepActivations"],
    `The activations of ${snapshots} snapshots${networks === 1 ? "" : ` of each of ${networks} networks`} will be kept beside the run file: ${size}.`,
    () => [],
  );
};

function describeMebibytes(size: number): string {
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} MiB`;
}
