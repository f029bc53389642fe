import * as z from "zod";
import type { Estimator, Floats, LabelDistribution, Uncounted } from "../../estimate";
import type { KnownAnswer } from "../../known/knownAnswer";
import type { ResamplingScheme } from "../../sampling/withConfidence";
import type { CountingOptions } from "./countInformation";

/** What an estimate is made from, as far as its memory goes. */
export interface EstimateSize {
  readonly activations: Floats;
  readonly rows: number;
  readonly units: number;
  readonly inputs: { readonly values: Floats } | undefined;
  readonly labels: LabelDistribution;
}

/** A choice of settings that is offered for a stored run. */
export interface EstimatorPreset<Settings> {
  readonly label: string;
  readonly description: string;
  readonly settings: Partial<Omit<Settings, "name">>;
}

/** What an estimator should know of a network beforehand. */
export interface MeasuredNetwork {
  /** Whether the network rounds its activations. */
  readonly isQuantized: boolean;
  /** Whether the activations of a layer can grow without end. */
  readonly isUnlimited: boolean;
}

/** Equal intervals of a range: the activation's own or else the observed one, the observed one, or a fixed one. */
export interface ValueIntervals {
  readonly bins: number;
  readonly range: "natural" | "observed" | readonly [number, number];
}

/** Another way to write a setting on the command line. */
export interface SettingOption {
  readonly setting: string;
  /** The setting's value from the option's; without it they are the same. */
  readonly settingOf?: (value: number) => number;
  readonly maximum?: number;
  readonly description?: string;
}

/** All that is said of an estimator anywhere; `Settings` is what its figures depend on, its name among them. */
interface EstimatorFacts<Settings> {
  /** How the estimator is called in a sentence. */
  readonly title: string;
  /** One line on what the estimator gives, with its source: the config's completion shows it. */
  readonly summary: string;
  /** What the estimator measures and what it gives beside the figure: its line of the documentation's table. */
  readonly measures: string;
  readonly gives: string;
  /** What to do if nearly every row is told from every other, as the end of a sentence. */
  readonly coarser: string;
  /** What its authors are called on the command line; for `labels` the second file holds labels, whatever its type. */
  readonly authors: readonly { readonly name: string; readonly takesLabels?: boolean }[];
  /** Options of the command line that are called otherwise than the setting. */
  readonly options?: Readonly<Record<string, SettingOption>>;
  /** Settings that only I(X;T) depends on, and only if the inputs are known. */
  readonly settingsOfInputs?: readonly string[];
  /** Whether the estimator looks at the values of the inputs, not only at which row is which. */
  readonly usesInputs: boolean;
  /** Whether it counts cells, whose bias can be corrected. */
  readonly counts: boolean;
  /** Whether it measures Shannon's information, which the information-bottleneck bound is of. */
  readonly isShannon: boolean;
  /** Whether it looks at one label a row, so that labels given as p(y|x) are drawn. */
  readonly drawsLabels: boolean;
  /** Whether it looks at some of the rows only. */
  readonly drawsRows: boolean;
  /** What the interval is that comes with every figure; undefined if there is none without resampling. */
  readonly spread?: "bounds" | "monteCarlo";
  /** Rows drawn twice are harmless to what counts, and ties to what measures distances. */
  readonly resampling: ResamplingScheme;
  readonly presets: readonly EstimatorPreset<Settings>[];
  /** What tells an estimator from another of the same name. */
  tellApart(settings: Settings): string;
  /** What a person should know before such a network is measured, as the second half of a sentence. */
  warn?(network: MeasuredNetwork): string | undefined;
  /**
   * A movement of I(X;T) over the epochs that tells nothing of a layer: bins that follow the values fall when a few values
   * grow, and noise of one size hides less of values that grow. Left out if there is none.
   * @param isUnlimited whether the layer's activations can grow without end
   */
  uncounted?(settings: Settings, isUnlimited: boolean): Uncounted | undefined;
  /** The equal intervals that the values of a layer are put into; undefined or left out if there are none. */
  intervals?(settings: Settings): ValueIntervals | undefined;
  create(settings: Settings, counting: CountingOptions): Estimator;
  /** I(A;B) of two continuous variables, as I(X;T) of inputs A and activations B; left out if it has none. */
  createPair?(settings: Settings): Estimator;
  /** Memory beside what the estimate is made from, in bytes. */
  workBytes(settings: Settings, size: EstimateSize): number;
  /** What a layer's figures take in a run file beside I(X;T), I(T;Y) and their ceilings, in bytes; rather more. */
  storedBytes(settings: Settings, network: MeasuredNetwork): number;
  /** What the estimator finds where the truth is known. */
  knownAnswers(): readonly KnownAnswer[];
}

export interface EstimatorKind<
  Name extends string = string,
  Shape extends z.core.$ZodLooseShape = z.core.$ZodLooseShape,
> extends EstimatorFacts<SettingsOf<Name, Shape>> {
  readonly name: Name;
  /** The settings with their defaults; `name` is the estimator's own. */
  readonly settings: z.ZodObject<Shape & { name: z.ZodLiteral<Name> }, z.core.$strict>;
}

type SettingsOf<Name extends string, Shape extends z.core.$ZodLooseShape> = z.output<
  z.ZodObject<Shape & { name: z.ZodLiteral<Name> }, z.core.$strict>
>;

/** Makes a kind of estimator from its name, the fields of its settings and all other facts. */
export function estimatorKind<const Name extends string, Shape extends z.core.$ZodLooseShape>(
  kind: { readonly name: Name; readonly fields: Shape } & EstimatorFacts<SettingsOf<Name, Shape>>,
): EstimatorKind<Name, Shape> {
  const { fields, ...facts } = kind;
  const name = z.literal(kind.name).meta({ description: "The estimator." });
  return {
    ...facts,
    settings: z.strictObject({ name, ...fields }).meta({ description: kind.summary }),
  };
}
