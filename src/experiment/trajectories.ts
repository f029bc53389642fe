import type { LayerTrajectory } from "../analysis/trajectory";
import type { NetworkSpec } from "../network/networkSpec";
import type { CellSnapshot } from "../run/runEvent";

/** A layer's path while it grows. */
interface GrowingTrajectory extends LayerTrajectory {
  readonly epochs: number[];
  readonly ixt: number[];
  readonly ity: number[];
}

/** One empty path a layer. */
export function startTrajectories({ layers }: NetworkSpec): readonly GrowingTrajectory[] {
  return layers.map(({ name }) => ({ name, epochs: [], ixt: [], ity: [] }));
}

/** Adds a snapshot's points: the first estimator's over all rows, which is what findings rest on. */
export function followTrajectories(
  trajectories: readonly GrowingTrajectory[],
  { epoch, estimates }: CellSnapshot,
): void {
  for (const [index, { ixt, ity }] of (estimates[0]?.layers ?? []).entries()) {
    const trajectory = trajectories[index]!;
    trajectory.epochs.push(epoch);
    trajectory.ixt.push(ixt);
    trajectory.ity.push(ity);
  }
}

/** I(output;Y) on the training rows by the first estimator, in bits; NaN if there is no estimate. */
export function outputBitsOf({ estimates }: CellSnapshot): number {
  const [first] = estimates;
  const onTrainingRows = estimates.find(
    ({ estimator, rows }) => rows === "training" && estimator === first?.estimator,
  );
  return onTrainingRows?.layers.at(-1)?.ity ?? NaN;
}
