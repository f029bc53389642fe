/** One of several parts that the networks of a study are divided into. */
export interface Shard {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
}

/** The networks of a part: a stretch of them, so that parts one after the other are the study in its order. */
export function cellsOfShard<Cell>(cells: readonly Cell[], { index, count }: Shard): readonly Cell[] {
  const start = Math.floor(((index - 1) * cells.length) / count);
  const end = Math.floor((index * cells.length) / count);
  return cells.slice(start, end);
}

/** "shard 3 of 16". */
export function describeShard({ index, count }: Shard): string {
  return `shard ${index} of ${count}`;
}
