import * as z from "zod";
import { SEED_MAX } from "../../../base/limits";

/** A whole number within limits, both of which are allowed. */
export function wholeNumber(minimum: number, maximum: number): z.ZodNumber {
  return z.number().int().min(minimum).max(maximum);
}

export const ownSeed = wholeNumber(0, SEED_MAX)
  .default(0)
  .meta({ description: "Seed of the estimator's own random numbers." });

/** Standard deviation of noise that is added to every unit. */
export const NOISE_SIGMA_MAX = 1000;
export const NOISE_VARIANCE_MAX = NOISE_SIGMA_MAX ** 2;
