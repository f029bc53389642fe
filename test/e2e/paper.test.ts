import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROJECT_ROOT } from "../../scripts/projectRoot";
import { medianOf, runningMedian } from "../../src/analysis/phases/orderStatistics";
import { phasesOfNetwork, type NetworkPhases } from "../../src/analysis/phases/networkPhases";
import type { CellEpoch, CellSnapshot, CellStarted } from "../../src/run/runEvent";
import { readRunFile } from "../../src/run/runFile";

const NETWORKS = 10;
const BINNING = "binning";

interface Network {
  readonly phases: NetworkPhases;
  readonly snapshots: readonly CellSnapshot[];
  readonly lastEpoch: CellEpoch;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ib-paper-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the defaults on a share of the patterns by the command line, ten networks with the paper's bins. */
function runNetworks(trainingFraction: number): readonly Network[] {
  const config = join(folder, `${trainingFraction}.ib.json`);
  const runFile = join(folder, `${trainingFraction}.ibrun`);
  writeFileSync(
    config,
    JSON.stringify({
      data: { source: "symmetric-rule", trainingFraction },
      analysis: { estimator: BINNING, snapshots: 60 },
      study: { networks: NETWORKS },
    }),
  );
  execFileSync(process.execPath, [join(PROJECT_ROOT, "dist", "cli.js"), "run", config, "--out", runFile], {
    stdio: "pipe",
  });
  const { events } = readRunFile(readFileSync(runFile, "utf8"));
  return events
    .filter((event): event is CellStarted => event.type === "cell/started")
    .map((started) => {
      const own = events.filter((event) => "cell" in event && event.cell.seed === started.cell.seed);
      const epochs = own.filter((event): event is CellEpoch => event.type === "cell/epoch");
      const snapshots = own.filter((event): event is CellSnapshot => event.type === "cell/snapshot");
      return {
        phases: phasesOfNetwork({ started, epochs, snapshots }, true),
        snapshots,
        lastEpoch: epochs.at(-1)!,
      };
    });
}

/** By how much I(output;Y) over all patterns falls after its peak, in bits. */
function fallOfLabelInformation({ snapshots }: Network): number {
  const path = runningMedian(
    snapshots.map(({ estimates }) => estimates.find(({ rows }) => rows === "all")!.layers.at(-1)!.ity),
  );
  const peak = path.indexOf(Math.max(...path));
  return path[peak]! - Math.min(...path.slice(peak));
}

describe("the defaults show what the paper shows", () => {
  it("at 85 % of the patterns: drift, a crossing, fitting and then compression, and a network that has learned", () => {
    const networks = runNetworks(0.85);
    const count = (holds: (network: Network) => boolean): number => networks.filter(holds).length;
    const lastHidden = ({ phases }: Network) => phases.estimators[0]!.at(-2)!.phase!;
    expect(networks).toHaveLength(NETWORKS);
    const overLayers = ({ phases }: Network): number =>
      medianOf(phases.gradients.map(({ firstSnr }) => firstSnr));
    expect(count((network) => overLayers(network) > 1)).toBeGreaterThanOrEqual(9);
    expect(
      count(({ phases }) => phases.gradients.some(({ phase }) => phase.kind === "crossed")),
    ).toBeGreaterThanOrEqual(9);
    expect(count((network) => lastHidden(network).onset.epoch > 0)).toBeGreaterThanOrEqual(9);
    expect(count((network) => lastHidden(network).rise >= 0.5)).toBeGreaterThanOrEqual(7);
    expect(count((network) => lastHidden(network).fall >= 0.5)).toBeGreaterThanOrEqual(9);
    const accuracies = networks.map(({ lastEpoch }) => lastEpoch.test.accuracy);
    expect(accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / NETWORKS).toBeGreaterThanOrEqual(0.95);
    expect(count((network) => fallOfLabelInformation(network) > 0.02)).toBe(0);
  });

  it("at 5 % of the patterns: too little data, so that the output forgets what holds for all patterns", () => {
    const networks = runNetworks(0.05);
    const fallen = networks.filter((network) => fallOfLabelInformation(network) > 0.02);
    expect(fallen.length).toBeGreaterThanOrEqual(9);
  });
});
