import type { LayerTrajectory } from "./trajectory";

/** A hidden layer's units over all rows at one moment. */
export interface UnitFigures {
  readonly name: string;
  readonly activation: string;
  readonly units: number;
  /** Those that answer every row alike. */
  readonly constantUnits: number;
  /** Those of them that answer every row with 0. */
  readonly zeroUnits: number;
  /** Share of the answers at an end of the interval of tanh or sigmoid; 0 of other activations. */
  readonly shareAtEnds: number;
}

/** One recorded epoch. */
export interface EpochFigures {
  readonly epoch: number;
  readonly trainingLoss: number;
  readonly testAccuracy: number;
  readonly layers: readonly { readonly gradientMean: number; readonly gradientDeviation: number }[];
}

/** A layer's last estimate by the first estimator over all rows, and what it cannot exceed, in bits. */
export interface LastEstimate {
  readonly ixt: number;
  readonly ity: number;
  readonly ceilingIxt: number;
  /** Whether every row has a symbol of its own, or nearly so: I(T;Y) is then that of the inputs, whatever T is. */
  readonly saturated: boolean;
}

/** How many rows of a set there are, and the shares that its largest class has and that the network gets right. */
export interface SetAccuracy {
  readonly rows: number;
  readonly accuracy: number;
  readonly largestClass: number;
}

/** A sentence of an estimator, and which of its notes it is. */
export interface EstimatorNote {
  readonly kind: string;
  readonly text: string;
}

/** What one trained network showed. */
export interface CellResult {
  readonly layers: readonly LayerTrajectory[];
  /** Whether the first estimator, which `layers` is of, measures Shannon's information. */
  readonly isShannon: boolean;
  /** What to do if the first estimator tells nearly every row from every other, as the end of a sentence. */
  readonly coarser: string;
  /** I(output;Y) on the training rows by the first estimator, one a snapshot, in bits; NaN if there is no estimate. */
  readonly outputBits: readonly number[];
  /** Units of the hidden layers. */
  readonly hidden: readonly number[];
  /** In the order of `layers`. */
  readonly lastEstimates: readonly LastEstimate[];
  readonly training: SetAccuracy;
  readonly test: SetAccuracy;
  /** H(X) in bits: 0 where all rows have the same inputs. */
  readonly inputEntropy: number;
  readonly inputLabelInformation: number;
  /** The training loss of a network that answers every row with the classes' shares. */
  readonly baselineLoss: number;
  /** Accuracy that the known p(y|x) allows at best; 1 where only labels are known. */
  readonly attainableAccuracy: number;
  readonly conditionalKnown: boolean;
  /** The epoch after which losses were no longer finite. */
  readonly divergedAt: number | undefined;
  /** What the estimator attached to its figures, each sentence once, with its layers. */
  readonly estimatorNotes: readonly EstimatorNote[];
  readonly epochs: readonly EpochFigures[];
  readonly batchesPerEpoch: number;
  /** L2 norm of all weights at the start and at the end. */
  readonly weightNorms: { readonly start: number; readonly end: number };
  /** Of the hidden layers before training and at the end. */
  readonly units: { readonly start: readonly UnitFigures[]; readonly end: readonly UnitFigures[] };
  readonly inputs: { readonly standardized: boolean; readonly range: readonly [number, number] };
  readonly settings: {
    readonly optimizer: string;
    readonly learningRate: number;
    readonly defaultLearningRate: number;
    readonly epochs: number;
    readonly loss: string;
    readonly weightDecay: number;
  };
}
