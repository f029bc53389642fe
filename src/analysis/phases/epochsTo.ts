import type { RecordedNetwork } from "./networkPhases";

/**
 * The first epoch at which a curve reaches a value, for comparing how fast networks learn. Undefined if it never does.
 * @param epochs ascending
 * @param values one an epoch; NaN never reaches anything
 */
export function epochsTo(
  value: number,
  epochs: readonly number[],
  values: readonly number[],
  direction: "up" | "down" = "up",
): number | undefined {
  const at = values.findIndex((each) => (direction === "up" ? each >= value : each <= value));
  return epochs[at];
}

/** Share of I(X;Y) that the output of a network tells which has learned its task. */
const LEARNED_SHARE = 0.9;

/** The epoch at which the output tells nearly all of I(X;Y), by the first estimator; undefined if it never does. */
export function epochsToLearn({ started, snapshots }: RecordedNetwork): number | undefined {
  const key = started.estimators[0]?.key;
  const recorded = snapshots.flatMap(({ epoch, estimates }) => {
    const output = estimates
      .find(({ estimator, rows }) => estimator === key && rows === "all")
      ?.layers.at(-1);
    return output === undefined ? [] : [{ epoch, ity: output.ity }];
  });
  return epochsTo(
    LEARNED_SHARE * started.dataset.inputLabelInformation,
    recorded.map(({ epoch }) => epoch),
    recorded.map(({ ity }) => ity),
  );
}
