import type { DenseLayer } from "../../src/analysis/neurons/forward";
import { forwardPatterns } from "../../src/analysis/neurons/forwardPatterns";
import { formatCount, formatFigure, formatPercent } from "../kit/formatNumber";
import { identifyLayer, nameLayer } from "../kit/nameLayer";
import { text } from "../kit/strings";
import type { CellInfo, ChosenUnit, KnownWeights } from "../state/store";
import { findIndexAt } from "../state/timeline";
import { countInParts, lookAtUnit, type UnitLook } from "./lookAtUnit";

/** The weights of one layer, and which of its units is looked at. */
export interface NeuronLayer {
  readonly layer: number;
  readonly depth: number;
  readonly title: string;
  /** What a reader who does not see the picture is told. */
  readonly summary: string;
  readonly inputs: number;
  readonly units: number;
  /** As [input][unit], without the biases. */
  readonly weights: Float32Array;
  /** The largest weight by size; colors go up to it. */
  readonly largest: number;
  readonly chosen?: number;
  /** Over all patterns and units; left out if the data is no list of all patterns of bits. */
  readonly distribution?: Distribution;
}

/** How often the activations of a layer lie where. */
export interface Distribution {
  /** Counts in equal parts of the range. */
  readonly counts: readonly number[];
  readonly range: readonly [number, number];
  /** What a reader who does not see the picture is told. */
  readonly summary: string;
}

/** The weights of a network at an epoch, and one of its units. */
export interface NeuronsView {
  /** Said in place of all else. */
  readonly message?: string;
  readonly caption: string;
  readonly layers: readonly NeuronLayer[];
  readonly units: readonly { readonly unit: ChosenUnit; readonly label: string }[];
  readonly chosen: number;
  readonly look?: UnitLook;
}

/** All patterns of more bits take too long to be tried while the reader moves through time. */
const BITS_MAX = 12;

/** As many parts as binning has bins at first, so that what falls into one bin is seen. */
const PARTS = 30;

/** An activation this near to the end of a bounded range, as a share of it, is saturated. */
const SATURATED_SHARE = 1 / 30;

const BOUNDED: Readonly<Record<string, readonly [number, number]>> = {
  tanh: [-1, 1],
  softsign: [-1, 1],
  sigmoid: [0, 1],
  softmax: [0, 1],
};

const ACTIVATIONS: ReadonlySet<string> = new Set([
  "tanh",
  "sigmoid",
  "softsign",
  "relu",
  "elu",
  "softplus",
  "linear",
  "softmax",
]);

/**
 * @param weights undefined before they have come
 * @param isMean the mean over networks is shown, of which this is the first
 * @param epoch the epoch that is looked at; the newest without one
 */
export function buildNeuronsView(
  info: CellInfo,
  weights: KnownWeights | undefined,
  unit: ChosenUnit,
  isMean: boolean,
  epoch = Infinity,
): NeuronsView {
  const say = (message: string): NeuronsView => ({ message, caption: "", layers: [], units: [], chosen: 0 });
  if (weights?.position !== info.position) {
    return say(text("neuronsLoading"));
  }
  const index = findIndexAt(weights.epochs, epoch);
  const values = weights.values[index];
  if (values === undefined) {
    return say(text("neuronsNone"));
  }
  const layers = splitLayers(info, values);
  if (layers === undefined) {
    return say(text("neuronsMisfit"));
  }
  const outputs =
    info.isAllPatterns === true && info.columns <= BITS_MAX
      ? forwardPatterns(layers, info.columns)
      : undefined;
  const units = layers.flatMap(({ units: count }, layer) =>
    Array.from({ length: count }, (_, each) => ({
      unit: { layer, unit: each },
      label: text("neuronsUnit", nameLayer(layer), each + 1),
    })),
  );
  const chosen = Math.max(
    0,
    units.findIndex(({ unit: each }) => each.layer === unit.layer && each.unit === unit.unit),
  );
  const own = units[chosen]!.unit;
  return {
    caption: text(
      isMean ? "neuronsCaptionFirst" : "neuronsCaption",
      formatCount(weights.epochs[index]!),
      info.seed,
    ),
    layers: layers.map((layer, place) => describeLayer(info, layer, place, own, outputs?.[place])),
    units,
    chosen,
    look: lookAtUnit(layers[own.layer]!, own.unit, outputs?.[own.layer], info.columns),
  };
}

/** Undefined if there are not as many weights as the layers have. */
function splitLayers(info: CellInfo, values: Float32Array): readonly DenseLayer[] | undefined {
  const layers: DenseLayer[] = [];
  let at = 0;
  let inputs = info.columns;
  for (const { units, activation } of info.layers) {
    const length = (inputs + 1) * units;
    if (!ACTIVATIONS.has(activation) || at + length > values.length) {
      return undefined;
    }
    layers.push({
      inputs,
      units,
      activation: activation as DenseLayer["activation"],
      weights: values.subarray(at, at + length),
    });
    at += length;
    inputs = units;
  }
  return at === values.length ? layers : undefined;
}

function describeLayer(
  info: CellInfo,
  { inputs, units, activation, weights: all }: DenseLayer,
  layer: number,
  chosen: ChosenUnit,
  outputs: Float64Array | undefined,
): NeuronLayer {
  const weights = all.subarray(0, inputs * units);
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const { depth, title } = identifyLayer(layer, info.layers);
  return {
    layer,
    depth,
    title,
    summary: text("neuronsSummary", title, formatCount(inputs), formatCount(units), formatFigure(largest)),
    inputs,
    units,
    weights,
    largest,
    ...(chosen.layer === layer ? { chosen: chosen.unit } : {}),
    ...(outputs === undefined ? {} : { distribution: distribute(outputs, activation, title) }),
  };
}

function distribute(outputs: Float64Array, activation: string, title: string): Distribution {
  const range = BOUNDED[activation] ?? [
    outputs.reduce((least, each) => Math.min(least, each), Infinity),
    outputs.reduce((most, each) => Math.max(most, each), -Infinity),
  ];
  const margin = (range[1] - range[0]) * SATURATED_SHARE;
  const saturated = outputs.reduce(
    (count, each) => count + (each < range[0] + margin || each > range[1] - margin ? 1 : 0),
    0,
  );
  return {
    counts: countInParts(outputs, range, PARTS),
    range,
    summary: text(
      "neuronsDistribution",
      title,
      formatFigure(range[0]),
      formatFigure(range[1]),
      formatPercent(saturated / outputs.length),
    ),
  };
}
