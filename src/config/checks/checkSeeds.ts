import { SEED_MAX } from "../../base/limits";
import type { Check } from "./check";

/** Every network of a study has a seed of its own, from `training.seed` on. */
export const checkSeeds: Check = ({ config: { training, study }, report }) => {
  const lastSeed = training.seed + study.networks - 1;
  if (lastSeed > SEED_MAX) {
    const first = SEED_MAX - study.networks + 1;
    report(
      "error",
      ["training", "seed"],
      `training.seed is ${training.seed}, so that the last of ${study.networks} networks would have the seed ${lastSeed}, above ${SEED_MAX}; it must be at most ${first}.`,
      (place) => [{ title: `Change to ${first}`, edits: [{ ...place, text: String(first) }] }],
    );
  }
};
