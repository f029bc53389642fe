import { channelAnswers } from "../../known/knownAnswer";
import { estimatorKind } from "../shared/estimatorKind";
import { SETTING_FLAG } from "../shared/storedBytes";
import { mergeBytes, tableBytes, wordBytes } from "../shared/workBytes";
import { createExactEstimator } from "./exact";

export const exact = estimatorKind({
  name: "exact",
  title: "exact",
  summary: "No estimate at all if `network.quantize` rounds the activations (Lorenzen et al. 2022).",
  measures:
    'no estimate: with `"quantize": { "bits": 8 }` in `network`, I(X;T) = H(T) (Lorenzen et al. 2022)',
  gives: "whether the layer is quantized",
  coarser: "set network.quantize with fewer bits, or take another analysis.estimator",
  authors: [{ name: "lorenzen" }],
  fields: {},
  usesInputs: false,
  counts: true,
  isShannon: true,
  drawsLabels: false,
  drawsRows: false,
  resampling: "bootstrap",
  presets: [{ label: "Exact", description: "for quantized networks, Lorenzen et al. 2022", settings: {} }],
  tellApart: () => "as it is",
  // Without rounding in the network every float is a value of its own, and the figure counts the rows.
  warn: ({ isQuantized }) =>
    isQuantized
      ? undefined
      : `the network's activations are not rounded, so that nearly every row is a value of its own: add "quantize": { "bits": 8 } to network.`,
  create: (_settings, counting) => createExactEstimator(counting),
  workBytes: (_settings, size) => wordBytes(size) + mergeBytes(size) + tableBytes(size),
  storedBytes: (_settings, { isQuantized }) => (isQuantized ? 0 : SETTING_FLAG),
  knownAnswers: () => channelAnswers("exact", createExactEstimator()),
});
