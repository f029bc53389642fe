import { createTexts } from "../../kit/texts";

/** The texts of this picture. */
export const STRINGS = {
  planeResolutionOf: "{0}: {1}",
  planeResolutionByLayer: "by layer: point at its name",
  planeTitle: "Information plane",
  variantTitle: "variant {0}",
  planeAbout:
    "A colored line is a layer’s way through training, from its first epoch (small circle) to the cursor (large sign). To the right: I(X;T), what the layer keeps of the input. Up: I(T;Y), what it tells of the label. A way up is learning; a way to the left is compression, where the layer gives up what it kept of the input. The best place is up and to the left (Shwartz-Ziv & Tishby 2017).",
  planeAboutEnds:
    "H(X) is all that there is to keep of the input, and I(X;Y) all that the input tells of the label, at most H(Y). A true value cannot lie beyond these lines; an estimate that does is wrong by at least so much.",
  planeX: "I(X;T), bits",
  planeXWithResolution: "{0} ({1})",
  planeY: "I(T;Y), bits",
  markInputEntropy: "H(X) = {0}",
  markLabelEntropy: "H(Y) = {0}",
  markInputLabelInformation: "I(X;Y) = {0}",
  markLabelBoth: "H(Y) = I(X;Y) = {0}",
  planeAllHidden: "All layers are hidden. Choose one above.",
  planeNoEstimates: "No snapshot has an estimate yet that could be drawn.",
  planeNoInputInformation:
    "There is no I(X;T) of these layers by {0}, only I(T;Y), so they have no place in the plane.",
  planeMissing: "{0}: {1} of {2|snapshot|snapshots} without an estimate.",
  planeMean:
    "Thick lines are means over {0} networks, where at least half of them have an estimate; thin lines are the single networks. The ellipse at the cursor is ±1 standard deviation over the networks.",
  planeSmoothed:
    "Lines: the median in each of {0} equal parts of the logarithmic scale of epochs. Every snapshot is drawn faintly behind; the marks at the cursor are not smoothed.",
  planeStart: "first",
  planeCursor: "at the cursor",
  planeDeviation: "±1 SD, {0} networks",
  planeGap: "missing ({0})",
  planeSummary: "Information plane of {0|layer|layers}, epochs {1} to {2}, by {3}.",
  planeSummaryLayer: "{0}: I(X;T) from {1} to {2} bits, I(T;Y) from {3} to {4} bits.",
  planeSummaryLayerEmpty: "{0}: no estimate.",
  planeSummaryBound: "With the IB bound of {0}.",
  tooltipIxt: "I(X;T)  {0} bits",
  tooltipIty: "I(T;Y)  {0} bits",
  tooltipInterval: "{0} to {1}",
  tooltipFigureWithInterval: "{0} ({1})",
  tooltipIntervalAlone: "({0})",
  tooltipCeiling: "{0} % of the most that it can be",
  epochColor: "Epoch",
  estimatorLabel: "Estimator",
  compareAll: "Compare all",
  compareFirst: "Compare the first {0}",
  bandBounds: "lower to upper bound",
  bandConfidence: "95 % from resampling the rows",
  bandMonteCarlo: "±1.96 standard errors of the Monte-Carlo draws",
  tooltipMedian: "median of {0} snapshots, epochs {1} to {2}",
  tooltipMean: "mean ± SD over {0} networks",
  tooltipWithDeviation: "{0} ± {1}",
  worstLabel: "worst case",
  worstHint: "Draws the part of the bound that a training set of this size guarantees for new rows.",
  calloutSaturated: "{0} lie at H(X): at this resolution every input has an activation of its own.",
  calloutTry: "Show {0}",
  calloutNone: "Fewer bins, or another estimator in the config, may tell them apart.",
  boundOfShannon: "The IB bound is of Shannon's information, which this estimator does not measure.",
  boundWorstTag: "worst case",
  boundWorst: "worst case: the part of the bound that {0} training rows guarantee for new rows",
  boundUnreachable: "No layer can lie in the shaded area above the bound.",
  boundOfShown: "IB bound of the run shown",
  boundOfOthers:
    "The bound, H(X) and H(Y) are of the run that is shown; these are of other data, and are not bound by them: {0}.",
  boundOf: "IB bound of {0}.",
  boundOfWithin: "IB bound of {0}, drawn to within {1} bit.",
  boundExcess: "excess {0} bit of the input",
  boundMissing: "missing {0} bit of the label",
  boundSaturated: "all inputs told apart",
  boundAt: "at the bound",
  boundAbove: "{0} bit above the bound",
  boundAboveMeaning: "more than any encoder of the bound's inputs can know",
  layerMissing: "{0} of {1|snapshot|snapshots} without an estimate",
  drawnSnapshots: "Drawn: {0} of {1|snapshot|snapshots}, evenly spaced on the logarithmic scale.",
} as const;

export type StringKey = keyof typeof STRINGS;

/** A text of this picture with its arguments filled in. */
export const text = createTexts(STRINGS);
