import { createTexts } from "./texts";

/** The texts that are no picture's own, in one table, so that they can be handed over in another language. */
export const STRINGS = {
  loading: "Loading…",
  loadingSlow:
    "This takes longer than it should. Reload the window (Developer: Reload Window); the log says what the extension is doing.",
  loadingRun: "Loading the run…",
  noConfigTitle: "No model config yet",
  noConfigText:
    "A model config (*.ib.json) says which network is trained on which data. The shortest one is a single line.",
  noRunTitle: "Not run yet",
  noRunText:
    "Run the analysis to see how the layers move through the information plane while the network trains.",
  untrustedTitle: "This workspace is not trusted",
  untrustedText:
    "Training reads data files and computes for minutes, so it needs your trust. Stored runs can be read without it.",
  unavailableTitle: "Run no longer available",
  unavailableText: "The run that was shown here was deleted, moved or cannot be read.",
  errorText: "This view met an error: {0}. The picture may be incomplete; the log has the details.",

  run: "Run analysis",
  runAgain: "Run again",
  cancel: "Cancel",
  openPanel: "Open in editor",
  createSampleConfig: "Create a sample config",
  showLog: "Show log",
  openConfig: "Open config",
  manageTrust: "Manage workspace trust",

  statusRunning: "Training",
  statusElsewhere: "Running in another window",
  statusCompleted: "Completed",
  statusCanceled: "Canceled",
  statusFailed: "Failed",
  statusInterrupted: "Interrupted",
  statusDiverged: "Diverged after epoch {0}",
  statusSomeDiverged: "{0}, {1} of {2} diverged",
  failureText: "The run failed: {0}",
  failureUnknown: "the log says why.",
  elsewhereText:
    "What it has recorded so far is shown, and what comes is added. It can be canceled where it runs.",
  interruptedText: "The run was cut off before it ended. What was recorded up to then is shown.",
  canceledText: "The run was canceled. What was recorded up to then is shown.",
  startedText: "Training has begun: the first point comes with the first snapshot.",
  firstEpochText: "The first point comes with the first epoch.",
  nothingRecorded: "Nothing was recorded before the run ended.",
  announcement: "{0}: {1}.",

  verdictTitle: "What this run asks for",
  verdictAgreement: "({0} of {1} networks say so.)",
  tryChange: "Try {0}",

  progressLabel: "Epochs completed",
  networkProgress: "{0} of {1} networks",
  epochProgress: "Epoch {0} of {1}",
  epochsRecorded: "{0} epochs",
  epochRate: "{0} epochs/s",
  timeLeft: "about {0} left",
  detailsTitle: "About this run",
  detailData: "Data",
  detailDataText: "{0}: {1} rows, {2} for training, {3} classes (largest {4}){5}",
  inputsStandardized: ", inputs standardized",
  inputsAsTheyAre: ", inputs as they are",
  detailEntropies: "Entropies",
  detailEntropiesText: "H(X) = {0}, H(Y) = {1}, I(X;Y) = {2} bits",
  detailEngine: "Engine",
  detailEstimator: "Estimator",
  detailEstimators: "Estimators",
  detailBatches: "Mini-batches",
  detailBatchesText: "{0} an epoch",
  detailSeed: "Seed",
  detailVariant: "Variant",
  detailCreated: "Started",
  networkLabel: "Network",
  networkOption: "network {0} of {1} ({2})",
  networkOptionDiverged: "network {0} of {1} ({2}), diverged",
  networkSeed: "seed {0}",
  networkVariant: "{0}, seed {1}",

  tooltipEpoch: "epoch {0}",

  bound: "IB bound",

  layersTitle: "Layers",
  layerDetail: "{0} {1}",
  layerToggleHint: "Show or hide. Alt-click shows this layer alone.",
  showAllLayers: "Show all",

  drawnEpochs: "Drawn: {0} of {1} recorded epochs, evenly spaced on the logarithmic scale.",
  notesTitle: "Notes",
  noteOfEstimator: "{0}: {1}",
} as const;

export type StringKey = keyof typeof STRINGS;

/** A text of the table with its arguments filled in. */
export const text = createTexts(STRINGS);
