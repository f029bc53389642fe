import type { CellResult, EpochFigures, LastEstimate, UnitFigures } from "../analysis/cellResult";
import { EstimateNotes } from "../run/estimateNotes";
import type { CellEpoch, CellEvent, CellId } from "../run/runEvent";
import type { GradientStatistics } from "../training/engine/gradientStatistics";
import { measurePerformance, type Performance } from "../training/measureLoss";
import type { TrainingSession } from "../training/engine/trainingEngine";
import type { Cell } from "./cell";
import type { CellEnvironment } from "./cellEnvironment";
import { describeHistograms, keepsHistograms } from "./describeHistograms";
import { describeNotes } from "./describeNotes";
import { describeLastEstimates, describeSet, describeTask, normOfAll } from "./describeResult";
import { describeUnits } from "./describeUnits";
import { describeWeights, keepsWeights } from "./describeWeights";
import type { EventQueue } from "./eventQueue";
import type { CellSetup } from "./prepareCell";
import { findHistogramBins } from "../config/plan/histogramBins";
import { logarithmicEpochs, snapshotEpochs } from "../config/plan/recordedEpochs";
import { followTrajectories, outputBitsOf, startTrajectories } from "./trajectories";

/**
 * Trains from epoch 1 to the last and measures on the way. Stops early where the outputs are no longer finite:
 * weights that are not numbers stay so.
 * @returns what the network showed
 */
export function* trainAndMeasure(
  cell: Cell,
  setup: CellSetup,
  session: TrainingSession,
  environment: CellEnvironment,
  queue: EventQueue,
): Generator<CellEvent, CellResult> {
  const { analysis, training } = cell.config;
  const snapshots = new Set(snapshotEpochs(training.epochs, analysis.snapshots));
  const recorded = new Set(logarithmicEpochs(training.epochs, analysis.recordedEpochs));
  const histogramBins = findHistogramBins(analysis);
  const trajectories = startTrajectories(setup.network);
  const estimateNotes = new EstimateNotes();
  const outputBits: number[] = [];
  let performance: { training: Performance; test: Performance } | undefined;
  let divergedAt: number | undefined;
  let measured = 0;
  let lastEstimates: readonly LastEstimate[] = [];
  const epochs: EpochFigures[] = [];
  const units: { start: readonly UnitFigures[]; end: readonly UnitFigures[] } = { start: [], end: [] };
  const startNorm = normOfAll(session.weightNorms(environment.proceed));

  for (let epoch = 0; epoch <= training.epochs && divergedAt === undefined; epoch++) {
    let gradients: GradientStatistics | undefined;
    if (epoch > 0) {
      gradients = session.runEpoch(environment.proceed);
      environment.onEpoch(epoch, measured, snapshots.has(epoch));
    }
    const pass = snapshots.has(epoch) ? session.forward(environment.proceed) : undefined;
    if (recorded.has(epoch) && gradients !== undefined) {
      const logits = pass?.logits ?? session.logits(environment.proceed);
      performance = {
        training: measureRows(setup, logits, setup.split.training, training.loss),
        test: measureRows(setup, logits, setup.split.test, training.loss),
      };
      const event = describeEpoch(
        cell.id,
        epoch,
        performance,
        gradients,
        session.weightNorms(environment.proceed),
      );
      queue.push(event);
      epochs.push({
        epoch,
        trainingLoss: event.training.loss,
        testAccuracy: event.test.accuracy,
        layers: event.layers,
      });
      if (!Number.isFinite(performance.training.loss)) {
        divergedAt = epoch;
      }
    }
    environment.proceed();
    if (pass !== undefined || divergedAt !== undefined) {
      const { activations } = pass ?? session.forward(environment.proceed);
      if (epoch === 0) {
        units.start = describeUnits(setup.network, activations, setup.dataset.rows);
      } else if (epoch === training.epochs) {
        units.end = describeUnits(setup.network, activations, setup.dataset.rows);
      }
      queue.measure(epoch, activations, (snapshot) => {
        followTrajectories(trajectories, snapshot);
        outputBits.push(outputBitsOf(snapshot));
        lastEstimates = describeLastEstimates(snapshot);
        estimateNotes.add(snapshot, setup.started);
        return snapshot;
      });
      measured++;
      if (keepsWeights(setup.network, cell.networks)) {
        queue.push(describeWeights(cell.id, epoch, session.weights()));
      }
      if (keepsHistograms(cell.networks)) {
        queue.push(describeHistograms(cell.id, epoch, setup.network, histogramBins, activations));
      }
      environment.onEpoch(epoch, measured, true);
      if (analysis.keepActivations) {
        environment.activationStore?.keep(epoch, setup.dataset.rows, activations);
      }
    }
    yield* queue.settled();
  }
  yield* queue.rest();
  return {
    ...describeTask(cell, setup),
    layers: trajectories,
    lastEstimates,
    outputBits,
    hidden: setup.network.layers.slice(0, -1).map(({ units: count }) => count),
    training: describeSet(setup, "training", performance?.training.accuracy ?? NaN),
    test: describeSet(setup, "test", performance?.test.accuracy ?? NaN),
    divergedAt,
    epochs,
    weightNorms: { start: startNorm, end: normOfAll(session.weightNorms(environment.proceed)) },
    units,
    estimatorNotes: describeNotes(estimateNotes, setup.started),
  };
}

function measureRows(
  setup: CellSetup,
  logits: Float32Array,
  rows: Uint32Array,
  loss: Cell["config"]["training"]["loss"],
): Performance {
  const output = setup.network.layers.at(-1)!.activation === "sigmoid" ? "sigmoid" : "softmax";
  return measurePerformance(logits, setup.dataset.labels, rows, output, loss);
}

function describeEpoch(
  cell: CellId,
  epoch: number,
  performance: { readonly training: Performance; readonly test: Performance },
  gradients: GradientStatistics,
  weightNorms: readonly number[],
): CellEpoch {
  return {
    type: "cell/epoch",
    cell,
    epoch,
    training: performance.training,
    test: performance.test,
    layers: gradients.layers.map((layer, index) => ({
      gradientMean: layer.mean,
      gradientDeviation: layer.deviation,
      weightNorm: weightNorms[index]!,
    })),
  };
}
