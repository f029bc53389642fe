import * as z from "zod";
import { SEED_MAX } from "../../base/limits";

/** A whole number within limits, both of which are allowed. */
export function wholeNumber(minimum: number, maximum: number): z.ZodNumber {
  return z.number().int().min(minimum).max(maximum);
}

/** The seed of a stream of random numbers. */
export const seed = wholeNumber(0, SEED_MAX);
