import type { PersistedViewState } from "../../src/view/viewMessages";

/** What an earlier window left behind, or undefined if that is nothing this version understands. */
export function readPersistedState(stored: unknown): PersistedViewState | undefined {
  if (typeof stored !== "object" || stored === null) {
    return undefined;
  }
  const { version, runId, hiddenLayers, estimator, comparing, boundHidden } = stored as Partial<
    Record<keyof PersistedViewState, unknown>
  >;
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
    ...(typeof estimator === "string" ? { estimator } : {}),
    ...(comparing === true ? { comparing } : {}),
    ...(boundHidden === true ? { boundHidden } : {}),
  };
}
