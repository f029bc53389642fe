import {
  DRAWERS,
  EPOCH_AXES,
  GRADIENT_FIGURES,
  PLANE_ARRANGEMENTS,
  type NetworkChoice,
  type PersistedViewState,
} from "../../src/view/viewMessages";
import { SMOOTHING_CHOICES } from "./store";

/** What an earlier window left behind, or undefined if that is nothing this version understands. */
export function readPersistedState(stored: unknown): PersistedViewState | undefined {
  if (typeof stored !== "object" || stored === null) {
    return undefined;
  }
  const { version, runId, runFile, hiddenLayers, estimator, comparing, boundHidden, ...more } =
    stored as Partial<Record<keyof PersistedViewState, unknown>>;
  if (version !== 1 || !Array.isArray(hiddenLayers)) {
    return undefined;
  }
  const layers = hiddenLayers.filter(
    (layer): layer is number => Number.isInteger(layer) && Number(layer) >= 0,
  );
  return {
    version,
    hiddenLayers: layers,
    ...(typeof runId === "string" ? { runId } : {}),
    ...(typeof runFile === "string" ? { runFile } : {}),
    ...(typeof estimator === "string" ? { estimator } : {}),
    ...(comparing === true ? { comparing } : {}),
    ...(boundHidden === true ? { boundHidden } : {}),
    ...readChoices(more),
  };
}

function readChoices({
  cursor,
  smoothing,
  epochAxis,
  gradientFigure,
  network,
  planes,
  drawer,
}: Partial<Record<keyof PersistedViewState, unknown>>): Partial<PersistedViewState> {
  const parts = SMOOTHING_CHOICES.find((choice) => choice === smoothing);
  const axis = EPOCH_AXES.find((choice) => choice === epochAxis);
  const figure = GRADIENT_FIGURES.find((choice) => choice === gradientFigure);
  const open = DRAWERS.find((choice) => choice === drawer);
  const chosen = readNetworkChoice(network);
  const arrangement = PLANE_ARRANGEMENTS.find((choice) => choice === planes);
  return {
    ...(typeof cursor === "number" && Number.isFinite(cursor) ? { cursor } : {}),
    ...(parts === undefined ? {} : { smoothing: parts }),
    ...(axis === undefined ? {} : { epochAxis: axis }),
    ...(figure === undefined ? {} : { gradientFigure: figure }),
    ...(chosen === undefined ? {} : { network: chosen }),
    ...(arrangement === undefined ? {} : { planes: arrangement }),
    ...(open === undefined ? {} : { drawer: open }),
  };
}

function readNetworkChoice(stored: unknown): NetworkChoice | undefined {
  if (typeof stored !== "object" || stored === null) {
    return undefined;
  }
  const { kind, position, variant } = stored as Readonly<Record<string, unknown>>;
  if (kind === "network" && Number.isInteger(position)) {
    return { kind, position: Number(position) };
  }
  return kind === "mean" && Number.isInteger(variant) ? { kind, variant: Number(variant) } : undefined;
}
