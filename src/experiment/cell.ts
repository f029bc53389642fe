import { countNetworks, countVariants, describeVariant, variantConfig } from "../config/plan/variants";
import type { Config } from "../config/schema/configSchema";
import type { CellId } from "../run/runEvent";

/** The config of one network: what a study says of several is not its affair. */
export type CellConfig = Omit<Config, "study">;

/** One network to train: independent of every other cell of its run. */
export interface Cell {
  readonly id: CellId;
  /** The config of this cell's variant; its seed is the cell's. */
  readonly config: CellConfig;
  /** The cell's variant in words; left out if the study has one variant. */
  readonly variant?: string;
  /** How many networks the run has, this one among them: what they keep shares one disk. */
  readonly networks: number;
}

/**
 * The cells of a run, in the order in which they are started and shown: for each variant of the study its networks, with
 * seeds that count up from `training.seed`.
 */
export function planCells(config: Config): readonly Cell[] {
  return Array.from({ length: countVariants(config) }, (_, variant) => {
    const { study, ...own } = variantConfig(config, variant);
    const words = describeVariant(config, variant);
    return Array.from({ length: study.networks }, (_unused, index) => {
      const seed = own.training.seed + index;
      return {
        id: { variant, seed },
        ...(words !== undefined && { variant: words }),
        config: { ...own, training: { ...own.training, seed } },
        networks: countNetworks(config),
      };
    });
  }).flat();
}
