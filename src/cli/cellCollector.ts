import { NetworkCollector } from "../analysis/phases/networkCollector";
import { shareFindings } from "../analysis/sharedFindings";
import { compareCells } from "../run/compareCells";
import type { CellFinished, RunEvent } from "../run/runEvent";
import { describeCell, type CellSummary } from "./layerTable";
import { describeStudy, digestNetwork, type NetworkDigest } from "./studyTable";
import { describeVariants } from "./variantTable";

/** Keeps what the tables at the end are made of; of a network that has ended among several, their digest only. */
export class CellCollector {
  private planned = 0;
  /** By the variant. */
  private readonly plannedNetworks = new Map<number, number>();
  private isCrossEntropy = false;
  private readonly finished: CellFinished[] = [];
  private readonly digests: NetworkDigest[] = [];
  private readonly networks = new NetworkCollector();
  /** Of a run of one network. */
  private only: CellSummary | undefined;

  /** Whether the run has its header, and so a file. */
  get hasBegun(): boolean {
    return this.planned > 0;
  }

  add(event: RunEvent): void {
    if (event.type === "run/started") {
      this.planned = event.cells.length;
      for (const { variant } of event.cells) {
        this.plannedNetworks.set(variant, 1 + (this.plannedNetworks.get(variant) ?? 0));
      }
      this.isCrossEntropy = event.config?.training.loss === "crossEntropy";
    }
    const ended = this.networks.add(event);
    if (ended !== undefined) {
      const network = { ...ended, isCrossEntropy: this.isCrossEntropy };
      this.finished.push(ended.finished);
      if (this.planned > 1) {
        this.digests.push(digestNetwork(network));
      } else {
        this.only = network;
      }
    }
  }

  /**
   * Of one network its table; of several the table of all that have ended, for each variant of the study; below each what
   * its networks say. Nothing if none had begun.
   */
  texts(): string[] {
    const { isCrossEntropy } = this;
    const { going } = this.networks;
    if (this.planned === 1) {
      const cells =
        this.only === undefined ? going.map((each) => ({ ...each, isCrossEntropy })) : [this.only];
      return [...cells.map((cell) => describeCell(cell)), ...writeFindings(this.finished)];
    }
    if (going.length + this.digests.length === 0) {
      return [];
    }
    const inOrder = this.digests.sort((a, b) => compareCells(a.started.cell, b.started.cell));
    const comparison = describeVariants(inOrder);
    return [
      ...[...this.plannedNetworks].flatMap(([variant, planned]) => {
        const own = inOrder.filter(({ started }) => started.cell.variant === variant);
        const name = own[0]?.started.variant;
        return [
          ...(name === undefined ? [] : [`=== ${name} ===\n`]),
          describeStudy(own, planned),
          ...writeFindings(this.finished.filter(({ cell }) => cell.variant === variant)),
          ...(name === undefined ? [] : [""]),
        ];
      }),
      ...(comparison === undefined ? [] : [comparison]),
    ];
  }
}

function writeFindings(finished: readonly CellFinished[]): string[] {
  return shareFindings(finished).map(({ severity, message }) => `${severity}: ${message}`);
}
