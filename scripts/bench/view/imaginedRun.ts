import { randomStream } from "../../../src/base/random";
import type { CellId, CellSnapshot, LayerEstimate, RunEvent } from "../../../src/run/runEvent";
import {
  epochColumn,
  layerColumn,
  snapshotColumn,
  type EpochFigure,
  type EstimateFigure,
} from "../../../src/view/tables";
import type { CellView } from "../../../src/view/viewMessages";
import { makeSyntheticRun } from "../../../test/support/syntheticRun";
import { createSyntheticCell } from "../../../test/support/syntheticView";

/** How large a run is imagined. */
export interface ImaginedSize {
  readonly networks: number;
  readonly layers: number;
  /** Planned on a logarithmic scale; the first ones fall on the same epochs, and are one. */
  readonly snapshots: number;
}

/** As large as they come: 393 snapshots of each network. */
export const LARGE_RUN: ImaginedSize = { networks: 50, layers: 7, snapshots: 614 };

const EPOCHS = 8000;
const ESTIMATORS = 2;
const UNITS = 10;
/** How far networks differ, and neighboring snapshots of one, as a share of the figures. */
const NOISE = 0.01;
const CEILING = { ixt: 12, ity: 1 } as const;

/**
 * The events of a run that nobody trained: curves as of real networks, each network with a little noise of its own and
 * with as many digits as measured figures have, in the format that runs are stored and sent in.
 */
export function imagineRun({ networks, layers, snapshots }: ImaginedSize): readonly RunEvent[] {
  const [header, ...others] = makeSyntheticRun(1);
  const started = others.find((event) => event.type === "cell/started");
  if (header?.type !== "run/started" || started === undefined) {
    throw new Error("A synthetic run has a header and a network.");
  }
  const model = createSyntheticCell({
    units: new Array<number>(layers).fill(UNITS),
    epochs: EPOCHS,
    recordedEpochs: snapshots,
    snapshots,
    estimators: ESTIMATORS,
  });
  const cells = Array.from({ length: networks }, (_, seed) => ({ variant: 0, seed }));
  return [
    // Its config is of another network.
    { ...header, config: undefined, cells },
    ...cells.flatMap((cell): readonly RunEvent[] => [
      {
        ...started,
        cell,
        epochs: EPOCHS,
        layers: [...model.layers],
        estimators: model.estimators.map(({ key, title, resolutions, spread }) => ({
          key,
          title,
          resolutions: [...resolutions],
          ...(spread === undefined ? {} : { spread }),
        })),
      },
      ...eventsOf(model, cell),
      { type: "cell/finished", cell, seconds: 10, findings: [] },
    ]),
    { type: "run/finished", status: "completed" },
  ];
}

/** Epochs and snapshots of one network, in the order in which they come. */
function eventsOf(model: CellView, cell: CellId): readonly RunEvent[] {
  const random = randomStream(cell.seed, "test");
  const vary = (figure: number): number => figure * (1 + NOISE * random.normal());
  const events = [...epochsOf(model, cell, vary), ...snapshotsOf(model, cell, vary)];
  return events.sort((a, b) => a.epoch - b.epoch);
}

type Vary = (figure: number) => number;

function epochsOf({ epochs: table, layers }: CellView, cell: CellId, vary: Vary) {
  return rowsOf(table).map((row) => {
    const figure = (name: EpochFigure): number => row[epochColumn(name)]!;
    return {
      type: "cell/epoch" as const,
      cell,
      epoch: figure("epoch"),
      training: { loss: vary(figure("trainingLoss")), accuracy: figure("trainingAccuracy") },
      test: { loss: vary(figure("testLoss")), accuracy: figure("testAccuracy") },
      layers: layers.map((_, layer) => ({
        gradientMean: vary(row[layerColumn(layer, "gradientMean")]!),
        gradientDeviation: vary(row[layerColumn(layer, "gradientDeviation")]!),
        weightNorm: vary(row[layerColumn(layer, "weightNorm")]!),
      })),
    };
  });
}

function snapshotsOf({ snapshots: table, layers, estimators }: CellView, cell: CellId, vary: Vary) {
  return rowsOf(table).map((row): CellSnapshot => {
    const estimateOf = (estimator: number, layer: number): LayerEstimate => {
      const share = vary(1);
      const figure = (name: EstimateFigure): number =>
        share * row[snapshotColumn(layers.length, estimator, layer, name)]!;
      return {
        ixt: figure("ixt"),
        ity: figure("ity"),
        ceiling: CEILING,
        flags: [],
        ...(estimators[estimator]!.spread === undefined
          ? {}
          : {
              bounds: {
                lower: { ixt: figure("ixtLower"), ity: figure("ityLower") },
                upper: { ixt: figure("ixtUpper"), ity: figure("ityUpper") },
              },
            }),
      };
    };
    return {
      type: "cell/snapshot",
      cell,
      epoch: row[0]!,
      estimates: estimators.flatMap(({ key }, estimator) =>
        (["all", "training"] as const).map((rows) => ({
          estimator: key,
          rows,
          layers: layers.map((_, layer) => estimateOf(estimator, layer)),
        })),
      ),
    };
  });
}

function rowsOf({ columns, values }: CellView["epochs"]): readonly Float64Array[] {
  return Array.from({ length: values.length / columns }, (_, row) =>
    values.subarray(row * columns, (row + 1) * columns),
  );
}
