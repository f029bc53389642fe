import type { CauseKind } from "./causeKind";

/** Less than this many bits is none but for rounding. */
export const NO_BITS = 1e-6;

export const noInformation: CauseKind<"data/no-information"> = {
  code: "data/no-information",
  find: ({ inputLabelInformation }) =>
    inputLabelInformation < NO_BITS
      ? {
          message:
            "The inputs tell nothing about the labels in this data (I(X;Y) = 0 bit): nothing can be learned from them. Other inputs are needed.",
          path: ["data"],
        }
      : undefined,
};
