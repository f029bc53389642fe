import type { Config } from "../config/schema/configSchema";
import type { CellId } from "../run/runEvent";

/** The config of one network: what a study says of several is not its affair. */
export type CellConfig = Omit<Config, "study">;

/** One network to train: independent of every other cell of its run. */
export interface Cell {
  readonly id: CellId;
  /** The config of this cell's variant; its seed is the cell's. */
  readonly config: CellConfig;
  /** How many networks the run has, this one among them: what they keep shares one disk. */
  readonly networks: number;
}

/**
 * The cells of a run, in the order in which they are started and shown: one a network of the study, with seeds
 * that count up from `training.seed`.
 */
export function planCells({ study: { networks }, ...config }: Config): readonly Cell[] {
  return Array.from({ length: networks }, (_, index) => {
    const seed = config.training.seed + index;
    return {
      id: { variant: 0, seed },
      config: { ...config, training: { ...config.training, seed } },
      networks,
    };
  });
}
