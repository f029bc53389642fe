import type { Check } from "./check";

/** One set of rows has no spread. */
export const checkResamples: Check = ({ config: { analysis }, report }) => {
  if (analysis.resamples === 1) {
    report(
      "warning",
      ["analysis", "resamples"],
      "analysis.resamples is 1, which gives no interval: it takes 2 or more, and 20 for one to rely on.",
      (place) => [{ title: "Change to 20", edits: [{ ...place, text: "20" }] }],
    );
  }
};
