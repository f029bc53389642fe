import { createTexts } from "../../kit/texts";

/** The texts of this picture. */
export const STRINGS = {
  gradientTitle: "Gradients",
  gradientFigureLabel: "Drawn of the gradients",
  figureSignalToNoise: "signal to noise",
  figureT: "t value",
  figureMeanAndDeviation: "mean and deviation",
  gradientYSignalToNoise: "signal to noise",
  gradientYT: "t of the mean",
  gradientAboutSignalToNoise:
    "Signal to noise: the norm of the mean gradient over mini-batches, divided by the norm of their standard deviation (Shwartz-Ziv & Tishby 2017, section 3.4). Above 1 the weights drift, below 1 they diffuse. It depends on the size of the mini-batches; the t value does not.",
  gradientAboutT:
    "t of the mean gradient: signal to noise times the root of the number of mini-batches. A gradient of nothing but noise has about 1.",
  gradientAboutPair:
    "The norm of the mean gradient over mini-batches and that of their standard deviation, both divided by the norm of the weights (Shwartz-Ziv & Tishby 2017, figure 4). Where the deviation passes the mean, drift ends and diffusion begins.",
  gradientMeanOver: "Norms are means over {0} networks, before one is divided by the other.",
  gradientUnity: "mean = deviation",
  gradientCellTitle: "{0}, deviation dashed",
  gradientX: "epoch",
  gradientY: "gradient norm / weight norm",
  gradientYMean: "gradient norm",
  gradientOneBatch: "mean only: one mini-batch an epoch",
  gradientMean: "mean",
  gradientDeviation: "standard deviation",
  gradientMarkKey: "turns to diffusion",
  gradientGapKey: "zero or missing ({0})",
  gradientAllHidden: "All layers are hidden.",
  gradientNothing: "No layer has a gradient that a logarithmic axis can show.",
  gradientSingleBatch:
    "The norm of the gradient, divided by that of the weights. One mini-batch an epoch holds all training rows: there is no deviation between mini-batches, and so neither signal to noise nor a turn from drift to diffusion. A smaller training.batchSize gives them.",
  gradientGaps: "{0}: {1} of {2|epoch|epochs} not drawn, the gradient being zero or not finite there.",
  gradientSmoothed:
    "Lines: the median in each of {0} equal parts of the axis; every recorded epoch is drawn faintly behind.",
  gradientCrossings: "Deviation above the mean: {0}.",
  crossingAt: "{0} from epoch {1}",
  crossingFromStart: "{0} from the start",
  crossingNone: "{0} not yet",
  crossingBack: "{0} from epoch {1}, signal-to-noise above 1 again from epoch {2}",
  gradientSummary: "Gradients, {0}, of {1|layer|layers} over epochs {2} to {3}.",
  tooltipSignalToNoise: "signal to noise  {0}",
  tooltipT: "t  {0}",
  tooltipGradientMean: "mean  {0}",
  tooltipGradientDeviation: "standard deviation  {0}",
} as const;

export type StringKey = keyof typeof STRINGS;

/** A text of this picture with its arguments filled in. */
export const text = createTexts(STRINGS);
