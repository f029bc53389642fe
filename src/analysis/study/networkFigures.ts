import { epochsToLearn } from "../phases/epochsTo";
import { crossingOf, gradientT, signalToNoise } from "../phases/gradientPhase";
import { phasesOfNetwork, type RecordedNetwork } from "../phases/networkPhases";

/** What a figure is of; each is told in one unit. */
export const QUANTITY_UNITS = {
  "I(X;T)": "bit",
  "I(T;Y)": "bit",
  rise: "bit",
  fall: "bit",
  noise: "bit",
  "onset of the fall": "epoch",
  "missing bits": "bit",
  "excess bits": "bit",
  "gradient mean": "",
  "gradient deviation": "",
  "signal-to-noise": "",
  t: "",
  crossing: "epoch",
  "weight norm": "",
  loss: "",
  accuracy: "",
  "generalization gap": "bit",
  "epochs to learn": "epoch",
} as const satisfies Readonly<Record<string, "bit" | "epoch" | "">>;
export type Quantity = keyof typeof QUANTITY_UNITS;

/** What one figure is of: empty where it is of no estimator, layer or rows in particular. */
export interface FigureOf {
  readonly quantity: Quantity;
  readonly estimator: string;
  readonly layer: string;
  readonly rows: "all" | "training" | "test" | "";
  /** Epochs completed; undefined for a figure of the whole run. */
  readonly epoch: number | undefined;
}

/** One figure of one network; its value is NaN or undefined if the network does not have it. */
export interface NetworkFigure extends FigureOf {
  readonly value: number | undefined;
}

/**
 * Every figure of a network: its curves, an epoch each, and what is derived from them, in an order that is the same for
 * all networks of a config.
 * @param isCrossEntropy whether the losses are cross-entropies in nats
 */
export function* networkFigures(
  network: RecordedNetwork,
  isCrossEntropy: boolean,
): Generator<NetworkFigure, void> {
  yield* derivedFigures(network, isCrossEntropy);
  yield* informationCurves(network);
  yield* trainingCurves(network);
}

function* derivedFigures(network: RecordedNetwork, isCrossEntropy: boolean): Generator<NetworkFigure, void> {
  const { started } = network;
  const none = { estimator: "", layer: "", rows: "", epoch: undefined } as const;
  const phases = phasesOfNetwork(network, isCrossEntropy);
  yield { ...none, quantity: "generalization gap", value: phases.generalizationGap };
  yield { ...none, quantity: "epochs to learn", value: epochsToLearn(network) };
  for (const [index, { key }] of started.estimators.entries()) {
    for (const [layer, { name }] of started.layers.entries()) {
      const found = phases.estimators[index]?.[layer];
      const of = { ...none, estimator: key, layer: name, rows: "all" } as const;
      yield { ...of, quantity: "rise", value: found?.phase?.rise };
      yield { ...of, quantity: "fall", value: found?.phase?.fall };
      yield { ...of, quantity: "noise", value: found?.phase?.noise };
      yield { ...of, quantity: "onset of the fall", value: found?.phase?.onset.epoch };
      yield { ...of, quantity: "missing bits", value: found?.missing };
      yield { ...of, quantity: "excess bits", value: found?.excess };
    }
  }
  for (const [layer, { name }] of started.layers.entries()) {
    const gradients = phases.gradients[layer];
    yield {
      ...none,
      quantity: "crossing",
      layer: name,
      value: gradients && crossingOf(gradients.phase),
    };
  }
}

function* informationCurves({ started, snapshots }: RecordedNetwork): Generator<NetworkFigure, void> {
  for (const { epoch, estimates } of snapshots) {
    for (const { estimator, rows, layers } of estimates) {
      for (const [index, { ixt, ity }] of layers.entries()) {
        const of = { estimator, layer: started.layers[index]?.name ?? "", rows, epoch };
        yield { ...of, quantity: "I(X;T)", value: ixt };
        yield { ...of, quantity: "I(T;Y)", value: ity };
      }
    }
  }
}

function* trainingCurves({ started, epochs }: RecordedNetwork): Generator<NetworkFigure, void> {
  for (const { epoch, training, test, layers } of epochs) {
    for (const [rows, { loss, accuracy }] of [
      ["training", training],
      ["test", test],
    ] as const) {
      const of = { estimator: "", layer: "", rows, epoch };
      yield { ...of, quantity: "loss", value: loss };
      yield { ...of, quantity: "accuracy", value: accuracy };
    }
    for (const [index, { gradientMean, gradientDeviation, weightNorm }] of layers.entries()) {
      const of = { estimator: "", layer: started.layers[index]?.name ?? "", rows: "", epoch } as const;
      const point = { mean: gradientMean, deviation: gradientDeviation };
      yield { ...of, quantity: "gradient mean", value: gradientMean };
      yield { ...of, quantity: "gradient deviation", value: gradientDeviation };
      yield { ...of, quantity: "signal-to-noise", value: signalToNoise(point) };
      yield { ...of, quantity: "t", value: gradientT(point, started.batchesPerEpoch) };
      yield { ...of, quantity: "weight norm", value: weightNorm };
    }
  }
}
