import * as z from "zod";
import { CORRECTION_NAMES, ESTIMATOR_DEFAULTS, ESTIMATOR_NAMES } from "../information/estimators/settings";
import { ACTIVATION_NAMES, OUTPUT_NAMES } from "../network/activation";
import { INITIALIZER_NAMES } from "../network/initializer";
import { gridIsResolved } from "../network/quantization";
import { LEARNING_RATE_DEFAULTS, LOSS_NAMES, OPTIMIZER_NAMES } from "../training/optimizer";
import { ENGINE_NAMES } from "../training/trainingEngine";
import * as limits from "./limits";

const wholeNumber = (minimum: number, maximum: number) => z.number().int().min(minimum).max(maximum);
const seed = wholeNumber(0, limits.SEED_MAX);

const trainingFraction = z
  .number()
  .min(limits.TRAINING_FRACTION_MIN)
  .max(limits.TRAINING_FRACTION_MAX)
  .default(0.85)
  .meta({
    description:
      "Share of the rows that the network trains on, chosen at random by `training.seed`; the rest is the test set.",
    examples: [0.05, 0.45, 0.85],
  });

const normalize = z.enum(["auto", "standardize", "none"]).default("auto").meta({
  description:
    "`standardize` shifts and scales every input column to mean 0 and standard deviation 1 over the training rows; `none` leaves the values as they are; `auto` leaves inputs alone that all lie within [-1, 1] (0 and 1, or scaled before), and standardizes all others. The log says what was done.",
});

const file = z.string().min(1);
const fileDescription =
  "Path of the data file, relative to this config file. It must lie inside the workspace.";

const missing = z.enum(["refuse", "skip", "class"]).default("refuse").meta({
  description:
    "What is done with missing values: empty cells and the words NA, N/A, NaN, NaT, null, None, `?` and `-`. `refuse` stops with the line and the number of rows; `skip` leaves out rows in which the label or an input is missing, and the run says how many; `class` takes such a word in the label column as a class like any other (missing inputs and empty labels are refused).",
});

const classes = z.enum(["auto", "values"]).default("auto").meta({
  description:
    "What the classes are. Every distinct label is one (1 and 1.0 are the same number). `auto` refuses a column of numbers that looks like a measured quantity: fractions, or more than 20 numbers in fewer than 5 rows each; `values` takes them as they are.",
});

const sourceNotes = { description: "Where the rows come from." };

const symmetricRuleSchema = z
  .strictObject({
    source: z.literal("symmetric-rule").meta(sourceNotes),
    mutualInformation: z
      .number()
      .min(limits.MUTUAL_INFORMATION_MIN)
      .max(limits.MUTUAL_INFORMATION_MAX)
      .default(0.99)
      .meta({
        description:
          "I(X;Y) of the rule in bits. 0.99 is the paper's task; smaller values make the labels noisier and give the information-bottleneck bound more shape.",
        examples: [0.99, 0.5],
      }),
    seed: seed.default(0).meta({ description: "Seed of the labels that are drawn from p(y|x)." }),
    trainingFraction,
  })
  .meta({ description: "The paper's task: all 4096 patterns of 12 bits and a rotation-invariant rule." });

const matSchema = z
  .strictObject({
    source: z.literal("mat").meta(sourceNotes),
    file: file.meta({ description: fileDescription, examples: ["var_u.mat"] }),
    inputs: z
      .string()
      .min(1)
      .meta({
        description:
          "Name of the variable that holds the inputs, one row a sample; `data.X` is the field X of a struct.",
        examples: ["F"],
      }),
    labels: z
      .string()
      .min(1)
      .meta({
        description:
          "Name of the variable that holds the labels: a number or a text for each sample, or a one-hot matrix; `data.y` is the field y of a struct.",
        examples: ["y"],
      }),
    missing,
    classes,
    normalize,
    trainingFraction,
  })
  .meta({ description: "A MATLAB 5 file with a matrix of inputs and a vector of labels." });

const csvColumn = z.union([
  z.string().min(1).meta({ description: "The name in the header row." }),
  wholeNumber(1, limits.CSV_COLUMNS_MAX).meta({ description: "The number of the column, from 1 on." }),
]);

const csvSchema = z
  .strictObject({
    source: z.literal("csv").meta(sourceNotes),
    file: file.meta({ description: `${fileDescription} It may be packed by gzip.`, examples: ["data.csv"] }),
    label: csvColumn.meta({
      description: "The column that holds the class label: its name in the header row, or its number.",
      examples: ["class", 1],
    }),
    inputs: z.array(csvColumn).min(1).optional().meta({
      description:
        "The input columns, by name or by number; without it, all columns but the label, and but those that only number the rows (pandas' index, R's row names).",
    }),
    header: z
      .boolean()
      .default(true)
      .meta({
        description:
          "Whether the first row holds the names of the columns. With `false` the first row is data, and columns are given by number.",
        examples: [false],
      }),
    delimiter: z.enum([",", ";", "\t", "|", " "]).optional().meta({
      description:
        'What stands between two cells; `" "` is any number of blanks and tabs. Without it, it is recognized from the first lines, and the run says it.',
    }),
    decimal: z
      .enum([".", ","])
      .default(".")
      .meta({ description: 'The decimal mark of the numbers: `","` reads 1,5 as one and a half.' }),
    missing,
    classes,
    normalize,
    trainingFraction,
  })
  .meta({ description: "A table of comma-separated values, with a header row or without." });

export const dataSchema = z.discriminatedUnion("source", [symmetricRuleSchema, matSchema, csvSchema]).meta({
  description: "What the network learns from.",
  defaultSnippets: [
    { label: "symmetric-rule", description: "The paper's 12-bit task", body: { source: "symmetric-rule" } },
    {
      label: "csv",
      description: "A CSV file of your own",
      body: { source: "csv", file: "${1:data.csv}", label: "${2:class}" },
    },
    {
      label: "mat",
      description: "A MATLAB 5 file",
      body: { source: "mat", file: "${1:data.mat}", inputs: "${2:F}", labels: "${3:y}" },
    },
  ],
});

const units = wholeNumber(1, limits.LAYER_UNITS_MAX);
const unitsNotes = { description: "Number of units in this layer.", examples: [10] };
const activation = z.enum(ACTIVATION_NAMES);

const hiddenLayerSchema = z.union([
  units.meta(unitsNotes),
  z
    .strictObject({
      units: units.meta(unitsNotes),
      activation: activation.optional().meta({
        description: "Activation of this layer; without it, that of `network.activation`.",
      }),
    })
    .meta({ description: "A layer with an activation of its own." }),
]);

const quantizeSchema = z
  .strictObject({
    bits: wholeNumber(1, limits.QUANTIZE_BITS_MAX)
      .default(8)
      .meta({
        description: "Every activation takes one of 2 to the power of so many equally spaced values.",
        examples: [8, 4],
      }),
    range: z
      .tuple([z.number(), z.number()])
      .refine(([low, high]) => low < high, {
        error: "its first number must be smaller than its second",
        abort: true,
      })
      .optional()
      .meta({
        description:
          "The smallest and the largest value of the activations that have no interval of their own (`relu`, `elu`, `softplus`, `linear`); what lies outside is clipped. Without it, [0, 8] for `relu` and `softplus`, [-1, 8] for `elu`, [-8, 8] for `linear`.",
        examples: [[0, 4]],
      }),
  })
  .refine(
    ({ bits, range }) =>
      range === undefined || gridIsResolved({ levels: 2 ** bits, low: range[0], high: range[1] }),
    { error: "single precision cannot hold its values apart: take fewer bits or another range" },
  )
  .meta({
    description:
      "Rounds the activations of every layer, so that the layers take finitely many values and the estimator `exact` has nothing to estimate (Lorenzen et al. 2022). Gradients pass the rounding unchanged.",
    defaultSnippets: [{ label: "8 bits", description: "256 values a unit", body: { bits: 8 } }],
  });

export const networkSchema = z
  .strictObject({
    hidden: z
      .array(hiddenLayerSchema)
      .min(1)
      .max(limits.HIDDEN_LAYERS_MAX)
      .default([10, 7, 5, 4, 3])
      .meta({
        description:
          "The hidden layers from the input on: a number of units each, or `{ units, activation }`.",
        examples: [
          [10, 7, 5, 4, 3],
          [{ units: 10, activation: "relu" }, 5],
        ],
      }),
    activation: activation.default("tanh").meta({ description: "Activation of the hidden layers." }),
    output: z.enum(OUTPUT_NAMES).default("softmax").meta({
      description: "Output layer: `softmax` has one unit a class, `sigmoid` one unit for two classes.",
    }),
    initializer: z.enum(INITIALIZER_NAMES).default("lecun_normal").meta({
      description:
        "How the weights start, by the Keras name. `lecun_normal` is a truncated normal with variance 1/fan-in after the truncation; the paper's has that variance before it, which leaves its standard deviation at 0.88 of this one.",
    }),
    quantize: quantizeSchema.optional(),
  })
  .meta({ description: "The network that is trained." });

function describeRates(): string {
  return OPTIMIZER_NAMES.map((name) => `${LEARNING_RATE_DEFAULTS[name]} for \`${name}\``).join(", ");
}

export const trainingSchema = z
  .strictObject({
    engine: z
      .enum(["auto", ...ENGINE_NAMES])
      .default("auto")
      .meta({
        description:
          "What does the arithmetic: `fused` is this extension's own WebAssembly for dense networks, `tfjs` is TensorFlow.js; `auto` takes `fused` wherever the machine can run it.",
      }),
    epochs: wholeNumber(1, limits.EPOCHS_MAX)
      .default(1000)
      .meta({ description: "How often the network sees all training rows.", examples: [1000, 8000] }),
    batchSize: z
      .union([wholeNumber(1, limits.BATCH_SIZE_MAX), z.literal("full")])
      .default(256)
      .meta({
        description:
          'Rows in a mini-batch; `"full"` takes all training rows at once (the gradient\'s deviation is then undefined).',
        examples: [32, 256, 512, "full"],
      }),
    optimizer: z.enum(OPTIMIZER_NAMES).default("sgd").meta({ description: "How the weights are updated." }),
    learningRate: z
      .number()
      .positive()
      .max(limits.LEARNING_RATE_MAX)
      .optional()
      .meta({
        description: `Step size of the optimiser. Without it, that of the optimiser: ${describeRates()}.`,
        examples: [0.5, 0.1, 0.001],
      }),
    momentum: z.number().min(0).max(limits.MOMENTUM_MAX).default(0.9).meta({
      description: "Share of the last step that is kept; used by the optimiser `momentum` only.",
    }),
    weightDecay: z.number().min(0).max(limits.WEIGHT_DECAY_MAX).default(0).meta({
      description: "L2 penalty: this times the weight is added to every weight's gradient.",
    }),
    loss: z.enum(LOSS_NAMES).default("crossEntropy").meta({ description: "What training makes small." }),
    seed: seed.default(0).meta({
      description:
        "Seed of the split, the initial weights and the order of the rows. The same seed gives the same run, to the bit.",
    }),
  })
  .transform(({ learningRate, ...training }) => ({
    ...training,
    learningRate: learningRate ?? LEARNING_RATE_DEFAULTS[training.optimizer],
  }))
  .meta({ description: "How the network is trained." });

const bins = wholeNumber(limits.BINS_MIN, limits.BINS_MAX);
const binsNotes = {
  description: "Number of bins that a unit's activation falls into.",
  examples: [30, 100],
};
const range = z.union([
  z.enum(["auto", "observed", "quantile"]),
  z.tuple([z.number(), z.number()]).refine(([low, high]) => low < high, {
    error: "its first number must be smaller than its second",
  }),
]);
const rangeNotes = {
  description:
    "What the bins cover: `auto` takes the activation's own interval ([-1, 1] for tanh) and the observed range where it has none; `observed` takes the observed range of each layer at each snapshot; `quantile` gives every bin as many of the layer's values; `[low, high]` is fixed. Bins that follow the values see their shape and not their scale; over a fixed range activations that grow fall into more bins, so that I(X;T) rises.",
  examples: ["auto", "observed", "quantile", [-1, 1]],
};

const estimatorNotes = { description: "The estimator." };
const estimateSeed = seed.default(0).meta({ description: "Seed of the estimator's own random numbers." });

const estimatorSchema = z.discriminatedUnion("name", [
  z
    .strictObject({
      name: z.literal("binning").meta(estimatorNotes),
      bins: bins.optional().meta({ ...binsNotes, description: "Without it, `analysis.bins`." }),
      range: range.optional().meta({ ...rangeNotes, description: "Without it, `analysis.range`." }),
    })
    .meta({ description: "Entropies of the binned activations (Shwartz-Ziv & Tishby 2017)." }),
  z
    .strictObject({
      name: z.literal("kde").meta(estimatorNotes),
      variance: z
        .number()
        .positive()
        .max(limits.NOISE_VARIANCE_MAX)
        .default(ESTIMATOR_DEFAULTS.kde.variance)
        .meta({
          description:
            "Variance σ² of the Gaussian noise that is added to every unit, the same whatever the layer's scale.",
          examples: [0.001, 0.1],
        }),
    })
    .meta({ description: "Lower and upper bound by kernel densities (Kolchinsky & Tracey 2017)." }),
  z
    .strictObject({
      name: z.literal("ksg").meta(estimatorNotes),
      neighbors: wholeNumber(1, limits.NEIGHBORS_MAX)
        .default(ESTIMATOR_DEFAULTS.ksg.neighbors)
        .meta({ description: "k, the neighbour that distances are measured to." }),
      algorithm: wholeNumber(1, 2)
        .default(ESTIMATOR_DEFAULTS.ksg.algorithm)
        .meta({ description: "Kraskov's first or second algorithm." }),
    })
    .meta({ description: "Nearest neighbours (Kraskov et al. 2004; for the labels, Ross 2014)." }),
  z
    .strictObject({
      name: z.literal("noise").meta(estimatorNotes),
      sigma: z
        .number()
        .positive()
        .max(limits.NOISE_SIGMA_MAX)
        .default(ESTIMATOR_DEFAULTS.noise.sigma)
        .meta({
          description:
            "Standard deviation σ of the Gaussian noise that is added to every unit, the same whatever the layer's scale.",
          examples: [0.1, 0.01],
        }),
      samples: wholeNumber(limits.NOISE_SAMPLES_MIN, limits.NOISE_SAMPLES_MAX)
        .default(ESTIMATOR_DEFAULTS.noise.samples)
        .meta({ description: "Monte-Carlo draws of the noise at each snapshot and layer." }),
      seed: estimateSeed,
    })
    .meta({ description: "I(X;T+Z) for stated noise, with its standard error (Goldfeld et al. 2019)." }),
  z.strictObject({ name: z.literal("exact").meta(estimatorNotes) }).meta({
    description: "No estimate at all where `network.quantize` rounds the activations (Lorenzen et al. 2022).",
  }),
  z
    .strictObject({
      name: z.literal("renyi").meta(estimatorNotes),
      alpha: z
        .number()
        .positive()
        .max(limits.ALPHA_MAX)
        .default(ESTIMATOR_DEFAULTS.renyi.alpha)
        .meta({ description: "Order α of the entropy; 1 is von Neumann's.", examples: [1.01, 2] }),
      subsample: wholeNumber(limits.SUBSAMPLE_MIN, limits.SUBSAMPLE_MAX)
        .default(ESTIMATOR_DEFAULTS.renyi.subsample)
        .meta({ description: "Rows that the kernel matrices are made of, at most." }),
      width: z
        .number()
        .positive()
        .max(limits.KERNEL_WIDTH_MAX)
        .optional()
        .meta({
          description:
            "Width of the kernels, in multiples of the mean distance between rows; without it, the width that aligns a kernel best with the labels.",
          examples: [0.5],
        }),
      seed: estimateSeed,
    })
    .meta({ description: "Matrix-based Rényi entropy (Wickstrøm et al. 2019)." }),
]);

const estimatorChoice = z.union([z.enum(ESTIMATOR_NAMES), estimatorSchema]);

const boundSchema = z.discriminatedUnion("inputs", [
  z
    .strictObject({
      inputs: z.literal("noisy").meta({ description: "How the inputs are seen." }),
      sigma: z
        .number()
        .positive()
        .max(limits.NOISE_SIGMA_MAX)
        .meta({ description: "Standard deviation of the noise, in the inputs' units.", examples: [0.5] }),
    })
    .meta({ description: "The bound for inputs that are seen through Gaussian noise." }),
  z
    .strictObject({
      inputs: z.literal("merged").meta({ description: "How the inputs are seen." }),
      groups: wholeNumber(limits.BOUND_GROUPS_MIN, limits.BOUND_GROUPS_MAX).meta({
        description: "Number of groups that alike inputs are merged into (k-means).",
        examples: [64],
      }),
      seed: seed.default(0).meta({ description: "Seed of the grouping." }),
    })
    .meta({ description: "The bound for inputs that are told apart by group only." }),
]);

export const analysisSchema = z
  .strictObject({
    estimator: z
      .union([
        z.enum(ESTIMATOR_NAMES),
        estimatorSchema,
        z.array(estimatorChoice).min(1).max(limits.ESTIMATORS_MAX),
      ])
      .default(["binning", "kde"])
      .meta({
        description:
          "How mutual information is estimated from the activations: a name, a name with settings, or a list of these, all on the same snapshots. The first is the one that findings rest on.",
        examples: [["binning", "kde"], [{ name: "binning", bins: 100 }]],
      }),
    bins: bins.default(ESTIMATOR_DEFAULTS.binning.bins).meta(binsNotes),
    range: range.default(ESTIMATOR_DEFAULTS.binning.range).meta(rangeNotes),
    correction: z.enum(CORRECTION_NAMES).default("none").meta({
      description:
        "What is taken off the bias of estimates from counts (`binning`, `exact`): `millerMadow` by the number of occupied cells, `shuffle` the I(T;Y) that shuffled labels seem to have.",
    }),
    resamples: wholeNumber(0, limits.RESAMPLES_MAX)
      .default(0)
      .meta({
        description:
          "How often the rows are resampled for a 95 % interval around every figure; 0 for none. It multiplies the time that estimating takes.",
        examples: [0, 20],
      }),
    bound: z
      .union([z.enum(["auto", "none"]), boundSchema])
      .default("auto")
      .meta({
        description:
          "The information-bottleneck bound to draw: `auto` is that of p(y|x) where it is known; where labels are a function of the inputs that is min(I(X;T), H(Y)), and `noisy` or `merged` inputs give one with a shape.",
        examples: [{ inputs: "noisy", sigma: 0.5 }],
      }),
    snapshots: wholeNumber(limits.SNAPSHOTS_MIN, limits.SNAPSHOTS_MAX).default(200).meta({
      description:
        "At most so many points of the information plane, at logarithmically spaced epochs, the first and the last among them.",
    }),
    recordedEpochs: wholeNumber(limits.RECORDED_EPOCHS_MIN, limits.RECORDED_EPOCHS_MAX).default(400).meta({
      description:
        "At most so many epochs whose losses and gradient statistics are kept, logarithmically spaced.",
    }),
    keepActivations: z.boolean().default(false).meta({
      description:
        "Keeps the activations of every snapshot beside the run file (NumPy arrays), so that another estimator can be asked later without training anew. The log says before how large they will be.",
    }),
  })
  .meta({ description: "What is measured while the network trains." });

export const studySchema = z
  .strictObject({
    networks: wholeNumber(1, limits.NETWORKS_MAX)
      .default(1)
      .meta({
        description:
          "How many networks are trained. The first has `training.seed`, each further one the next seed: another split, other initial weights, another order of the rows.",
        examples: [10, 50],
      }),
  })
  .meta({
    description: "Several networks of the same config in one run.",
    defaultSnippets: [{ label: "10 networks", description: "with ten seeds", body: { networks: 10 } }],
  });

/**
 * A model config, `*.ib.json`. The one source of the TypeScript types, of the validation, and of the JSON schema
 * that the editor completes and explains from. Every field but `data.source` has a default; the shortest config,
 * `{ "data": { "source": "symmetric-rule" } }`, is the experiment of Shwartz-Ziv & Tishby (2017), section 3.
 */
export const configSchema = z
  .strictObject({
    $schema: z
      .string()
      .optional()
      .meta({ description: "Address of a JSON schema; not used by the analysis." }),
    data: dataSchema,
    network: networkSchema.prefault({}),
    training: trainingSchema.prefault({}),
    analysis: analysisSchema.prefault({}),
    study: studySchema.prefault({}),
  })
  .meta({
    title: "IB Analysis model config",
    defaultSnippets: [
      {
        label: "Paper's experiment",
        description: "The 12-bit task of the black-box paper, all defaults",
        body: { data: { source: "symmetric-rule" } },
      },
    ],
  });

/** A config in which every field has a value. */
export type Config = z.output<typeof configSchema>;
/** A config as a person writes it. */
export type ConfigInput = z.input<typeof configSchema>;
export type DataConfig = Config["data"];
export type NetworkConfig = Config["network"];
export type TrainingConfig = Config["training"];
export type AnalysisConfig = Config["analysis"];
