import type { Config } from "../config/schema";
import type { CellId } from "../run/runEvent";

/** One network to train: independent of every other cell of its run. */
export interface Cell {
  readonly id: CellId;
  /** The config of this cell's variant; its seed is the cell's. */
  readonly config: Config;
}

/** The cells of a run. A config describes one variant and one seed, so there is one. */
export function planCells(config: Config): readonly Cell[] {
  return [{ id: { variant: 0, seed: config.training.seed }, config }];
}
