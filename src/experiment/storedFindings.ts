import type { Said } from "../analysis/said";
import type { CellFinished } from "../run/runEvent";

/** Findings as the event has them that ends a network. */
export function storedFindings(
  findings: readonly (Said & { readonly code: string })[],
): CellFinished["findings"] {
  return findings.map(({ path, change, ...finding }) => ({
    ...finding,
    path: [...path],
    ...(change === undefined ? {} : { change: { path: [...change.path], value: change.value } }),
  }));
}
