import { randomStream } from "../../base/random";
import { BootstrapSets, overNetworks, type OverNetworks } from "../phases/overNetworks";
import type { RecordedNetwork } from "../phases/networkPhases";
import { networkFigures, type FigureOf } from "./networkFigures";

/** One figure over the networks of a variant. */
export interface StudyFigure extends FigureOf, OverNetworks {
  /** The study's variant in words; empty if there is one only. */
  readonly variant: string;
  /** The 95 % bootstrap interval of the mean over networks; undefined of fewer than three. */
  readonly interval: { readonly lower: number; readonly upper: number } | undefined;
}

interface Gathered {
  readonly variant: string;
  readonly of: FigureOf;
  readonly values: number[];
}

/** Gathers the figures of networks as they come, so that no network's events need be kept. */
export class StudyFigures {
  readonly #isCrossEntropy: boolean;
  /** By the variant's number, then by what the figure is of. */
  readonly #variants = new Map<number, Map<string, Gathered>>();

  /** @param isCrossEntropy whether the losses are cross-entropies in nats */
  constructor(isCrossEntropy: boolean) {
    this.#isCrossEntropy = isCrossEntropy;
  }

  /** @param network that came to its end */
  add(network: RecordedNetwork): void {
    const { cell, variant = "" } = network.started;
    const gathered = this.#variants.get(cell.variant) ?? new Map<string, Gathered>();
    this.#variants.set(cell.variant, gathered);
    for (const { value, ...of } of networkFigures(network, this.#isCrossEntropy)) {
      const key = JSON.stringify([of.quantity, of.estimator, of.layer, of.rows, of.epoch ?? null]);
      let figure = gathered.get(key);
      if (figure === undefined) {
        figure = { variant, of, values: [] };
        gathered.set(key, figure);
      }
      if (value !== undefined && Number.isFinite(value)) {
        figure.values.push(value);
      }
    }
  }

  /** Every figure of every variant, in the order of the variants. */
  *figures(): Generator<StudyFigure, void> {
    const sets = new BootstrapSets(() => randomStream(0, "resample"));
    for (const [, gathered] of [...this.#variants].sort(([a], [b]) => a - b)) {
      for (const { variant, of, values: gatheredValues } of gathered.values()) {
        // Networks come in the order in which they ended; the figures are not to depend on it.
        const values = gatheredValues.sort((a, b) => a - b);
        yield { variant, ...of, ...overNetworks(values), interval: sets.interval(values) };
      }
    }
  }
}
