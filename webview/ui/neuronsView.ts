import type { DenseLayer } from "../../src/analysis/neurons/forward";
import { formatCount, formatFigure } from "../kit/formatNumber";
import { depthOf } from "../kit/layerRamp";
import { nameLayer } from "../kit/nameLayer";
import { text } from "../kit/strings";
import type { CellInfo, ChosenUnit, KnownWeights } from "../state/store";
import { findIndexAt } from "../state/timeline";
import { lookAtUnit, type UnitLook } from "./lookAtUnit";

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
    layers: layers.map((layer, place) => describeLayer(info, layer, place, own)),
    units,
    chosen,
    look: lookAtUnit(layers.slice(0, own.layer + 1), own.unit, info.isAllPatterns === true),
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
  { inputs, units, weights: all }: DenseLayer,
  layer: number,
  chosen: ChosenUnit,
): NeuronLayer {
  const weights = all.subarray(0, inputs * units);
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const title = `${nameLayer(layer)}: ${info.layers[layer]!.name}`;
  return {
    layer,
    depth: depthOf(layer, info.layers.length),
    title,
    summary: text("neuronsSummary", title, formatCount(inputs), formatCount(units), formatFigure(largest)),
    inputs,
    units,
    weights,
    largest,
    ...(chosen.layer === layer ? { chosen: chosen.unit } : {}),
  };
}
