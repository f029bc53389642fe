import * as z from "zod";
import { channelAnswers } from "../../../src/information/known/knownAnswer";
import { countInformation, UNCORRECTED } from "../../../src/information/estimators/shared/countInformation";
import { defineEstimator } from "../../../src/information/estimators/shared/defineEstimator";
import { estimatorKind } from "../../../src/information/estimators/shared/estimatorKind";
import { mergeEqualRows } from "../../../src/information/estimators/shared/mergeRows";
import { mergeBytes } from "../../../src/information/estimators/shared/workBytes";
import type { Estimator } from "../../../src/information/estimate";

/** An estimator of one file: a unit is on or off, and T is the tuple of these. */
export const sign = estimatorKind({
  name: "sign",
  title: "signs",
  summary: "Entropies of the units' signs.",
  measures: "H of the layer's signs",
  gives: "nothing else",
  coarser: "raise its threshold",
  authors: [{ name: "nobody" }],
  fields: {
    threshold: z
      .number()
      .min(-1)
      .max(1)
      .default(0)
      .meta({ description: "A unit above this is on.", examples: [0.5] }),
  },
  usesInputs: false,
  counts: true,
  isShannon: true,
  drawsLabels: false,
  drawsRows: false,
  resampling: "bootstrap",
  presets: [{ label: "Signs", description: "on and off", settings: {} }],
  tellApart: ({ threshold }) => `above ${threshold}`,
  create: ({ threshold }, counting) => createSign(threshold, counting),
  workBytes: (_settings, size) => mergeBytes(size),
  storedBytes: () => 0,
  knownAnswers: () => channelAnswers("signs", createSign(0)),
});

function createSign(threshold: number, counting = UNCORRECTED): Estimator {
  return defineEstimator({
    describe: () => `on above ${threshold}`,
    estimate: (sample, labels, proceed) => {
      const { activations, rows, units } = sample;
      const on = Uint16Array.from(activations, (value) => Number(value > threshold));
      const merged = mergeEqualRows(on, rows, units, proceed);
      return { ...countInformation(merged, sample, labels, counting, proceed), flags: [] };
    },
  });
}
