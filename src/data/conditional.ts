import type { Dataset } from "./dataset";

/** p(y|x) of every row, rows×classes row-major: the rule's where it is known, else the row's own label as certain. */
export function conditionalOf(dataset: Dataset): Float64Array {
  return dataset.conditional ?? oneHotLabels(dataset.labels, dataset.classNames.length);
}

/** The labels as certain ones, rows×classes row-major: of all rows, or of the given ones in their order. */
export function oneHotLabels(labels: Uint16Array, classes: number, rows?: Uint32Array): Float64Array {
  const count = rows?.length ?? labels.length;
  const certain = new Float64Array(count * classes);
  for (let i = 0; i < count; i++) {
    certain[i * classes + labels[rows === undefined ? i : rows[i]!]!] = 1;
  }
  return certain;
}
