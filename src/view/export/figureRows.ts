import {
  EPOCH_FIGURES,
  ESTIMATE_FIGURES,
  LAYER_FIGURES,
  layerColumn,
  epochColumn,
  snapshotColumn,
  type Table,
} from "../tables";
import type { CellView } from "../viewMessages";

/** The names of the figures of one layer at one epoch, those of the estimators behind each other. */
export function nameFigures(estimators: readonly string[]): readonly string[] {
  return [
    ...EPOCH_FIGURES.slice(1),
    ...LAYER_FIGURES,
    ...estimators.flatMap((key) => ESTIMATE_FIGURES.map((figure) => `${figure} (${key})`)),
  ];
}

/**
 * The figures of one network by epoch and layer, in the order of `nameFigures`; NaN where an epoch has none. Epochs
 * with a snapshot and those with gradients are brought together.
 */
export function* listFigures(
  { layers, estimators, epochs, snapshots }: CellView,
  keys: readonly string[],
): Generator<{ readonly epoch: number; readonly layer: number; readonly figures: readonly number[] }> {
  const [epochRows, snapshotRows] = [indexRows(epochs), indexRows(snapshots)];
  const all = [...new Set([...epochRows.keys(), ...snapshotRows.keys()])].sort((a, b) => a - b);
  for (const epoch of all) {
    for (const layer of layers.keys()) {
      const fromEpoch = readerAt(epochs, epochRows.get(epoch));
      const fromSnapshot = readerAt(snapshots, snapshotRows.get(epoch));
      yield {
        epoch,
        layer,
        figures: [
          ...EPOCH_FIGURES.slice(1).map((figure) => fromEpoch(epochColumn(figure))),
          ...LAYER_FIGURES.map((figure) => fromEpoch(layerColumn(layer, figure))),
          ...keys.flatMap((key) => {
            const estimator = estimators.findIndex((each) => each.key === key);
            return ESTIMATE_FIGURES.map((figure) =>
              estimator < 0 ? NaN : fromSnapshot(snapshotColumn(layers.length, estimator, layer, figure)),
            );
          }),
        ],
      };
    }
  }
}

function indexRows({ columns, values }: Table): ReadonlyMap<number, number> {
  const rows = Math.floor(values.length / columns);
  return new Map(Array.from({ length: rows }, (_, row) => [values[row * columns]!, row]));
}

function readerAt({ columns, values }: Table, row: number | undefined): (column: number) => number {
  return (column) => (row === undefined ? NaN : (values[row * columns + column] ?? NaN));
}
