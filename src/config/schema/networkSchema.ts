import * as z from "zod";
import * as limits from "../../base/limits";
import { ACTIVATION_NAMES, OUTPUT_NAMES } from "../../network/activation";
import { INITIALIZER_NAMES } from "../../network/initializer";
import { gridIsResolved } from "../../network/quantization";
import { wholeNumber } from "./numbers";

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
        "How the weights start, by the Keras name: `lecun_normal` is a normal of variance 1/fan-in, cut at two standard deviations. `paper_normal`, which Keras has not, is the paper's: its variance is 1/fan-in before the cut, so that 0.88 of the standard deviation is left.",
    }),
    quantize: quantizeSchema.optional(),
  })
  .meta({ description: "The network that is trained." });
