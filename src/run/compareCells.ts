import type { CellId } from "./runEvent";

/** Puts the networks of a run in their order: by variant, then by seed. */
export function compareCells(a: CellId, b: CellId): number {
  return a.variant - b.variant || a.seed - b.seed;
}
