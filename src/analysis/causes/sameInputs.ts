import type { CauseKind } from "./causeKind";
import { NO_BITS } from "./noInformation";

export const sameInputs: CauseKind<"data/same-inputs"> = {
  code: "data/same-inputs",
  find: ({ inputEntropy }) =>
    inputEntropy < NO_BITS
      ? {
          message:
            "All inputs are the same in every row (H(X) = 0 bit): nothing can be learned from them. Look whether the file has the columns that were meant.",
          path: ["data"],
        }
      : undefined,
};
