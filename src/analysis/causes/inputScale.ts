import { plain } from "../../base/numbers";
import type { CellResult } from "../cellResult";
import type { CauseKind } from "./causeKind";

/** Inputs whose largest value is above the one or below the other are far from the size that a network expects. */
const LARGE_INPUT = 10;
const SMALL_INPUT = 0.1;

export const STANDARDIZE = { path: ["data", "normalize"], value: "standardize" } as const;

export const inputScale: CauseKind<"data/input-scale"> = {
  code: "data/input-scale",
  find: (result) => {
    const scale = describeInputScale(result);
    return scale === undefined
      ? undefined
      : {
          message: `The cause is probably the size of the inputs: ${scale}, while a network expects values around 1. Set data.normalize to "standardize".`,
          path: STANDARDIZE.path,
          change: STANDARDIZE,
        };
  },
};

/** Inputs that are left as they are though they are far from 1, in words; undefined of others. */
export function describeInputScale({ inputs: { standardized, range } }: CellResult): string | undefined {
  const largest = Math.max(Math.abs(range[0]), Math.abs(range[1]));
  return standardized || (largest <= LARGE_INPUT && largest >= SMALL_INPUT)
    ? undefined
    : `the inputs lie between ${plain(range[0])} and ${plain(range[1])} and are not standardized`;
}
