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
