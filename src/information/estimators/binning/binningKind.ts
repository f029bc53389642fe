import * as z from "zod";
import { channelAnswers } from "../../known/knownAnswer";
import { estimatorKind } from "../shared/estimatorKind";
import { wholeNumber } from "../shared/settingFields";
import { SETTING_FLAG } from "../shared/storedBytes";
import { BYTES_PER_DOUBLE, mergeBytes, tableBytes } from "../shared/workBytes";
import { createBinningEstimator, type BinningRange } from "./binning";

export const BINS_MIN = 2;
/** Bins are numbered in 16 bits. */
export const BINS_MAX = 65_536;

const range = z.union([
  z.enum(["auto", "observed", "quantile"]),
  z.tuple([z.number(), z.number()]).refine(([low, high]) => low < high, {
    error: "its first number must be smaller than its second",
  }),
]);

/** 30 bins are those of Shwartz-Ziv & Tishby 2017. */
export const binning = estimatorKind({
  name: "binning",
  title: "binning",
  summary: "Entropies of the binned activations (Shwartz-Ziv & Tishby 2017).",
  measures:
    "H of the binned layer; bins over a fixed range, the observed range, or of equal mass (Shwartz-Ziv & Tishby 2017)",
  gives: "the share of values outside the bins",
  coarser: "take fewer analysis.bins, or another analysis.estimator",
  authors: [],
  fields: {
    bins: wholeNumber(BINS_MIN, BINS_MAX)
      .default(30)
      .meta({
        description: "Number of bins that a unit's activation falls into.",
        examples: [30, 100],
      }),
    range: range.default("auto").meta({
      description:
        "What the bins cover: `auto` takes the activation's own interval ([-1, 1] for tanh), or the observed range if it has none; `observed` takes the observed range of each layer at each snapshot; `quantile` gives every bin as many of the layer's values; `[low, high]` is fixed. Bins that follow the values see their shape and not their scale; over a fixed range activations that grow fall into more bins, so that I(X;T) rises.",
      examples: ["auto", "observed", "quantile", [-1, 1]],
    }),
  },
  usesInputs: false,
  counts: true,
  isShannon: true,
  drawsLabels: false,
  drawsRows: false,
  resampling: "bootstrap",
  presets: [
    { label: "Binning, 30 bins", description: "the paper's", settings: {} },
    { label: "Binning, 100 bins", description: "a finer resolution", settings: { bins: 100 } },
    {
      label: "Binning, 30 bins of equal mass",
      description: "bins that follow the values",
      settings: { range: "quantile" },
    },
  ],
  tellApart: ({ bins, range: covered }) => `${bins} bins${describeRange(covered)}`,
  uncounted: ({ range: covered }, isUnlimited) => {
    if (covered === "observed" || covered === "quantile" || (covered === "auto" && isUnlimited)) {
      return "fall";
    }
    return isUnlimited ? "rise" : undefined;
  },
  intervals: ({ bins, range: covered }) =>
    covered === "quantile" ? undefined : { bins, range: covered === "auto" ? "natural" : covered },
  create: createBinningEstimator,
  workBytes: ({ bins, range: covered }, size) => {
    const { activations, rows, units } = size;
    const unitsOfWord = Math.max(1, Math.floor(53 / Math.log2(bins)));
    const binned =
      covered === "quantile"
        ? activations.byteLength + 4 * rows * units
        : rows * Math.ceil(units / unitsOfWord) * BYTES_PER_DOUBLE;
    return binned + mergeBytes(size) + tableBytes(size);
  },
  storedBytes: ({ range: covered }) => (covered === "auto" ? 0 : SETTING_FLAG),
  knownAnswers: () => channelAnswers("binning", createBinningEstimator({ bins: 30, range: "auto" })),
});

function describeRange(covered: BinningRange): string {
  switch (covered) {
    case "auto":
      return "";
    case "observed":
      return " over the observed range";
    case "quantile":
      return " of equal mass";
    default:
      return ` over [${covered[0]}, ${covered[1]}]`;
  }
}
