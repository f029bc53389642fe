import { createTexts } from "../../kit/texts";

/** The texts of this picture. */
export const STRINGS = {
  gradientTitle: "Gradients",
  gradientX: "epoch",
  gradientY: "gradient norm / weight norm",
  gradientMean: "mean",
  gradientDeviation: "standard deviation",
  gradientMarkKey: "deviation passes the mean",
  gradientGapKey: "zero or missing",
  gradientAllHidden: "All layers are hidden.",
  gradientNothing: "No layer has a gradient that a logarithmic axis can show.",
  gradientSingleBatch:
    "One mini-batch an epoch: the standard deviation between mini-batches is undefined, so only the mean is drawn.",
  gradientGaps: "{0}: {1} of {2} epochs are not drawn, the gradient being zero or not finite there.",
  gradientFaint: "{0}, every recorded epoch",
  gradientSmoothed:
    "Lines: the median in each of {0} equal parts of the axis; every recorded epoch is drawn faintly behind.",
  gradientCrossings: "Deviation above the mean: {0}.",
  crossingAt: "{0} from epoch {1}",
  crossingFromStart: "{0} from the start",
  crossingNone: "{0} not yet",
  crossingBack: "{0} from epoch {1}, signal-to-noise above 1 again from epoch {2}",
  gradientSummary: "Gradients of {0} layers over epochs {1} to {2}, both axes logarithmic.",
  tooltipGradientMean: "mean  {0}",
  tooltipGradientDeviation: "standard deviation  {0}",
} as const;

/** A text of this picture with its arguments filled in. */
export const text = createTexts(STRINGS);
