import { findInputBox, type InputBox } from "../../src/analysis/neurons/excite";
import type { DenseLayer } from "../../src/analysis/neurons/forward";
import { forwardPatterns } from "../../src/analysis/neurons/forwardPatterns";
import { HISTOGRAM_FIGURES, type HistogramFigure } from "../../src/view/tables";
import { formatCount, formatFigure, formatPercent } from "../kit/formatNumber";
import { identifyLayer, nameLayer } from "../kit/nameLayer";
import { text } from "../kit/strings";
import type { CellInfo, ChosenUnit, KnownNeurons, ViewState } from "../state/store";
import { findIndexAt } from "../state/timeline";
import { countInParts, lookAtUnit, type UnitLook } from "./lookAtUnit";

/** One layer of a network: its weights, where they are kept, and where its activations lie. */
export interface NeuronLayer {
  readonly layer: number;
  readonly depth: number;
  readonly title: string;
  readonly map?: WeightMap;
  /** Left out if the run has none and they cannot be found from the weights. */
  readonly distribution?: Distribution;
}

/** The weights of one layer, and which of its units is looked at. */
export interface WeightMap {
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

/** How many activations of a layer lie where. */
export interface Distribution {
  /** Counts in equal parts of the range. */
  readonly counts: readonly number[];
  readonly below: number;
  readonly above: number;
  /** The ends of the range, and 0 if it lies between them: what the axis says, and where, 0 to 1. */
  readonly ticks: readonly { readonly label: string; readonly place: number }[];
  /** What stands under the picture: how much lies at the ends of the range and outside. */
  readonly caption: string;
  /** What a reader who does not see the picture is told. */
  readonly summary: string;
}

/** How an input of the network is drawn. */
export type InputPicture =
  | { readonly kind: "bits" }
  /** On the vertices of an icosahedron. */
  | { readonly kind: "sphere" }
  /** A square, so many inputs wide. */
  | { readonly kind: "image"; readonly side: number }
  /** A bar an input, by its name where the data names them. */
  | { readonly kind: "bars"; readonly names?: readonly string[] };

/** The weights of a network at an epoch, one of its units, and where its activations lie. */
export interface NeuronsView {
  /** Said in place of all else, or above the distributions if there are no weights. */
  readonly message?: string;
  readonly caption: string;
  readonly layers: readonly NeuronLayer[];
  readonly unit?: UnitView;
}

/** The unit that is looked at. */
export interface UnitView {
  readonly units: readonly { readonly unit: ChosenUnit; readonly label: string }[];
  readonly chosen: number;
  readonly look: UnitLook;
  /** How its weights are drawn: those of the first layer as the input is. */
  readonly incomingPicture: InputPicture;
  readonly inputPicture: InputPicture;
  /** How its best and worst input were found. */
  readonly how: string;
}

/** All patterns of more bits take too long to be tried while the reader moves through time. */
const BITS_MAX = 12;

/** As many parts as binning has bins at first, so that what falls into one bin is seen. */
const PARTS = 30;

/** Inputs that are as many as the pixels of a square of at least this side are drawn as one. */
const IMAGE_SIDE_MIN = 8;

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
 * @param neurons what has come; without lists of this network nothing has
 * @param isMean the mean over networks is shown, of which this is the first
 * @param epoch the epoch that is looked at; the newest without one
 */
export function buildNeuronsView(
  info: CellInfo,
  neurons: ViewState["neurons"],
  chosen: ChosenUnit,
  isMean: boolean,
  epoch = Infinity,
): NeuronsView {
  const weights = findOfEpoch(neurons.weights, info, epoch);
  const histograms = findOfEpoch(neurons.histograms, info, epoch);
  if (weights === undefined || histograms === undefined) {
    return { message: text("neuronsLoading"), caption: "", layers: [] };
  }
  const binsOf = info.estimators.find(({ key }) => key === neurons.histograms?.estimator)?.title;
  const recorded = readHistograms(info, histograms.values, binsOf);
  const captionOf = (at: number, hasMap: boolean): string =>
    [
      text(isMean ? "neuronsAfterFirst" : "neuronsAfter", formatCount(at), info.seed),
      ...(hasMap ? [text("neuronsMap")] : []),
      ...(recorded === undefined ? [] : [describeBars(binsOf)]),
    ].join(" ");
  const layers = weights.values === undefined ? undefined : splitLayers(info, weights.values);
  if (layers === undefined) {
    return {
      message: text(weights.values === undefined ? "neuronsNone" : "neuronsMisfit"),
      caption: recorded === undefined ? "" : captionOf(histograms.epoch, false),
      layers:
        recorded?.map((distribution, layer) => ({
          ...identifyLayer(layer, info.layers),
          distribution,
        })) ?? [],
    };
  }
  const outputs =
    info.isAllPatterns === true && info.columns <= BITS_MAX
      ? forwardPatterns(layers, info.columns)
      : undefined;
  const unit = lookAtChosen(info, layers, outputs, chosen);
  const own = unit.units[unit.chosen]!.unit;
  return {
    caption: captionOf(weights.epoch, true),
    layers: layers.map((layer, place) => {
      const { depth, title } = identifyLayer(place, info.layers);
      const distribution =
        recorded?.[place] ?? (outputs === undefined ? undefined : distribute(outputs[place]!, layer, title));
      return {
        layer: place,
        depth,
        title,
        map: mapWeights(layer, title, own.layer === place ? own.unit : undefined),
        ...(distribution === undefined ? {} : { distribution }),
      };
    }),
    unit,
  };
}

/** Undefined before the lists of this network have come; without values if there are none at the epoch. */
function findOfEpoch(
  known: KnownNeurons | undefined,
  { position }: CellInfo,
  epoch: number,
): { readonly epoch: number; readonly values: KnownNeurons["values"][number] | undefined } | undefined {
  if (known?.position !== position) {
    return undefined;
  }
  const index = findIndexAt(known.epochs, epoch);
  return { epoch: known.epochs[index] ?? NaN, values: known.values[index] };
}

/** Undefined if there are not as many weights as the layers have. */
function splitLayers(info: CellInfo, values: Float32Array | Float64Array): readonly DenseLayer[] | undefined {
  const all = Float32Array.from(values);
  const layers: DenseLayer[] = [];
  let at = 0;
  let inputs = info.columns;
  for (const { units, activation } of info.layers) {
    const length = (inputs + 1) * units;
    if (!ACTIVATIONS.has(activation) || at + length > all.length) {
      return undefined;
    }
    layers.push({
      inputs,
      units,
      activation: activation as DenseLayer["activation"],
      weights: all.subarray(at, at + length),
    });
    at += length;
    inputs = units;
  }
  return at === all.length ? layers : undefined;
}

function mapWeights(
  { inputs, units, weights: all }: DenseLayer,
  title: string,
  chosen: number | undefined,
): WeightMap {
  const weights = all.subarray(0, inputs * units);
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  return {
    summary: text("neuronsSummary", title, formatCount(inputs), formatCount(units), formatFigure(largest)),
    inputs,
    units,
    weights,
    largest,
    ...(chosen === undefined ? {} : { chosen }),
  };
}

function lookAtChosen(
  info: CellInfo,
  layers: readonly DenseLayer[],
  outputs: readonly Float64Array[] | undefined,
  chosen: ChosenUnit,
): UnitView {
  const units = layers.flatMap(({ units: count }, layer) =>
    Array.from({ length: count }, (_, each) => ({
      unit: { layer, unit: each },
      label: text("neuronsUnit", nameLayer(layer), each + 1),
    })),
  );
  const place = Math.max(
    0,
    units.findIndex(({ unit: { layer, unit } }) => layer === chosen.layer && unit === chosen.unit),
  );
  const { layer, unit } = units[place]!.unit;
  const box = findInputBox(info.standardized === true, info.inputRange);
  const inputPicture = pictureInputs(info);
  return {
    units,
    chosen: place,
    look: lookAtUnit(
      layers.slice(0, layer + 1),
      unit,
      outputs === undefined ? box : { kind: "patterns", bits: info.columns, outputs: outputs[layer]! },
    ),
    inputPicture,
    incomingPicture: pictureIncoming(info, layer, inputPicture),
    how: outputs === undefined ? describeSearch(box) : text("neuronsOfPatterns"),
  };
}

/** The weights of a unit of the first layer are drawn as the input is, unless that is on or off. */
function pictureIncoming({ inputNames }: CellInfo, layer: number, input: InputPicture): InputPicture {
  if (layer > 0) {
    return { kind: "bars" };
  }
  return input.kind === "image" ? input : nameBars(inputNames);
}

/** More names than these make a list longer than the window. */
const NAMES_MAX = 24;

function nameBars(names: readonly string[] | undefined): InputPicture {
  return { kind: "bars", ...(names === undefined || names.length > NAMES_MAX ? {} : { names }) };
}

function describeSearch({ low, high }: InputBox): string {
  return text("neuronsSearched", formatFigure(low), formatFigure(high));
}

function pictureInputs({ isAllPatterns, isOnSphere, columns, inputNames }: CellInfo): InputPicture {
  if (isAllPatterns === true) {
    return isOnSphere === true ? { kind: "sphere" } : { kind: "bits" };
  }
  const side = Math.sqrt(columns);
  return Number.isInteger(side) && side >= IMAGE_SIDE_MIN ? { kind: "image", side } : nameBars(inputNames);
}

/** Undefined if there are none, or not as many as the layers have. */
function readHistograms(
  { layers, rows }: CellInfo,
  values: Float32Array | Float64Array | undefined,
  binsOf: string | undefined,
): readonly Distribution[] | undefined {
  const columns = (values?.length ?? 0) / layers.length;
  const parts = columns - HISTOGRAM_FIGURES.length;
  if (values === undefined || !Number.isInteger(parts) || parts < 1) {
    return undefined;
  }
  return layers.map(({ units }, layer) => {
    const own = [...values.subarray(layer * columns, (layer + 1) * columns)];
    const figure = (name: HistogramFigure): number => own[HISTOGRAM_FIGURES.indexOf(name)]!;
    return describeDistribution(
      identifyLayer(layer, layers).title,
      [figure("low"), figure("high")],
      { below: figure("below"), above: figure("above"), counts: own.slice(HISTOGRAM_FIGURES.length) },
      rows * units,
      binsOf,
    );
  });
}

function distribute(outputs: Float64Array, { activation }: DenseLayer, title: string): Distribution {
  const range = BOUNDED[activation] ?? [
    outputs.reduce((least, each) => Math.min(least, each), Infinity),
    outputs.reduce((most, each) => Math.max(most, each), -Infinity),
  ];
  const counts = countInParts(outputs, range, PARTS);
  return describeDistribution(title, range, { below: 0, above: 0, counts }, outputs.length, undefined);
}

/** @param all how many activations there are, those that are no numbers among them */
function describeDistribution(
  title: string,
  [low, high]: readonly [number, number],
  { below, above, counts }: Pick<Distribution, "below" | "above" | "counts">,
  all: number,
  binsOf: string | undefined,
): Distribution {
  const inside = counts.reduce((sum, count) => sum + count, 0);
  const atEnds = counts.length > 1 ? counts[0]! + counts.at(-1)! : 0;
  const missing = all - inside - below - above;
  const caption = [
    text("neuronsAtEnds", formatPercent(atEnds / all)),
    ...(below + above > 0 ? [text("neuronsOutside", formatPercent((below + above) / all))] : []),
    ...(missing > 0 ? [text("neuronsNoNumbers", formatPercent(missing / all))] : []),
  ].join(" · ");
  return {
    counts,
    below,
    above,
    ticks: placeTicks(low, high),
    caption,
    summary: text(
      "neuronsDistribution",
      title,
      counts.length,
      describeBars(binsOf),
      [text("neuronsRange", formatFigure(low), formatFigure(high)), caption].join(" · "),
    ),
  };
}

function placeTicks(low: number, high: number): Distribution["ticks"] {
  const zero = low < 0 && high > 0 ? [{ label: "0", place: -low / (high - low) }] : [];
  return [{ label: formatFigure(low), place: 0 }, ...zero, { label: formatFigure(high), place: 1 }];
}

function describeBars(binsOf: string | undefined): string {
  return binsOf === undefined ? text("neuronsParts") : text("neuronsBins", binsOf);
}
