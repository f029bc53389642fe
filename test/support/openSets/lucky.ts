import type { FindingKind } from "../../../src/analysis/findings/findingKind";

const PATH = ["training", "seed"];

/** A finding of one file, with a value to try. */
export const lucky: FindingKind<"training/unlucky-seed"> = {
  code: "training/unlucky-seed",
  find: ({ training }) => [
    {
      severity: "information",
      message: `Of ${training.rows} training rows another seed might have more luck: try training.seed 7.`,
      path: PATH,
      change: { path: PATH, value: 7 },
    },
  ],
};
