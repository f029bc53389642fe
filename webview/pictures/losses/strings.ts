import { createTexts } from "../../kit/texts";

/** The texts of this picture. */
export const STRINGS = {
  lossTitle: "Loss and accuracy",
  lossX: "epoch",
  lossY: "loss",
  accuracyY: "accuracy",
  trainingLoss: "training loss",
  testLoss: "test loss",
  trainingAccuracy: "training accuracy",
  testAccuracy: "test accuracy",
  lossKey: "loss",
  accuracyKey: "accuracy",
  testKey: "test",
  lossNothing: "No epoch has a finite loss.",
  lossGaps: "Not finite: {0} in {1} of {2|epoch|epochs}.",
  lossMeanOver: "Means over {0} networks.",
  lossSmoothed:
    "Lines: the median in each of {0} equal parts of the axis; every recorded epoch is drawn faintly behind.",
  lossSummary: "Loss and accuracy over epochs {0} to {1}.",
  lossSummaryLast: "{0} at the end {1}.",
  largestClass: "Always answering the largest class has an accuracy of {0}.",
} as const;

export type StringKey = keyof typeof STRINGS;

/** A text of this picture with its arguments filled in. */
export const text = createTexts(STRINGS);
