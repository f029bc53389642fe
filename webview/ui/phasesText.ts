import { medianOf } from "../../src/analysis/phases/orderStatistics";
import { formatCount } from "../kit/formatNumber";
import { nameLayer } from "../kit/nameLayer";
import { text } from "../kit/strings";
import { compresses, type LayerPhases, type ShownPhases } from "../state/shownPhases";

/** More layers than these are counted and not named. */
const NAMED_MAX = 5;

/**
 * What the layers and the gradients do, in one or two sentences; empty if nothing can be said.
 * @param hasDeviation false with one mini-batch an epoch, which says nothing of drift
 */
export function describePhases(phases: ShownPhases, isRunning: boolean, hasDeviation: boolean): string {
  const sentences = [...describePlane(phases), ...(hasDeviation ? describeGradients(phases) : [])];
  if (sentences.length === 0) {
    return "";
  }
  return [...(isRunning ? [text("phasesSoFar")] : []), ...sentences].join(" ");
}

function describePlane({ layers, onsets, networks }: ShownPhases): readonly string[] {
  const known = layers.filter(({ kind }) => kind !== undefined);
  const forgetting = layers.filter(({ forgottenTo }) => forgottenTo !== undefined);
  const keeping = layers.filter(({ forgottenTo }) => forgottenTo === undefined);
  const compressing = keeping.filter(compresses);
  const saturated = keeping.filter(({ kind }) => kind === "saturated");
  if (known.length === 0) {
    return [];
  }
  const asides = [
    ...(forgetting.length === 0 ? [] : [describeForgotten(forgetting)]),
    ...(saturated.length === 0 ? [] : [text("phasesSaturated", nameLayers(saturated))]),
  ];
  if (compressing.length === 0 || onsets.length === 0) {
    return [
      ...(saturated.length + forgetting.length === known.length ? [] : [text("phasesNoCompression")]),
      ...asides,
    ];
  }
  const fits = compressing.some(({ kind }) => kind === "fitting and compression");
  const falls = compressing.map(({ fall }) => `−${fall.toFixed(1)}`).join(", ");
  return [
    text(
      fits ? "phasesCompression" : "phasesCompressionOnly",
      compressing.length > NAMED_MAX
        ? nameLayers(compressing)
        : `${nameLayers(compressing)} (${text("phasesBits", falls)})`,
      describeEpochs(onsets, networks),
    ),
    ...asides,
  ];
}

function describeForgotten(layers: readonly LayerPhases[]): string {
  const ends = layers.map(({ forgottenTo = NaN }) => forgottenTo.toFixed(2));
  return text(
    "phasesForgotten",
    nameLayers(layers),
    layers.length > NAMED_MAX ? ends.toSorted().at(-1)! : [...new Set(ends)].join(", "),
  );
}

function describeGradients({
  transitions,
  diffusionFromStart,
  driftingToEnd,
  networks,
}: ShownPhases): readonly string[] {
  if (2 * transitions.length >= networks && transitions.length > 0) {
    return [text("phasesDrift", describeEpochs(transitions, networks))];
  }
  if (2 * diffusionFromStart > networks) {
    return [text("phasesDiffusion")];
  }
  return 2 * driftingToEnd > networks && transitions.length === 0 && diffusionFromStart === 0
    ? [text("phasesOnlyDrift")]
    : [];
}

/** The median with the range over the networks. */
function describeEpochs(epochs: readonly number[], networks: number): string {
  const middle = formatCount(Math.round(medianOf(epochs)));
  const [first, last] = [epochs[0]!, epochs.at(-1)!];
  return networks < 2
    ? middle
    : text(
        "phasesRange",
        middle,
        formatCount(Math.round(first)),
        formatCount(Math.round(last)),
        epochs.length,
        networks,
      );
}

function nameLayers(layers: readonly LayerPhases[]): string {
  return layers.length > NAMED_MAX
    ? text("phasesLayers", layers.length)
    : layers.map(({ layer }) => nameLayer(layer)).join(", ");
}
