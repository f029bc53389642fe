import type { NumberRule } from "./rule";

export function allowsNumber(rule: NumberRule, value: number): boolean {
  const { whole, minimum, minimumExcluded, maximum } = rule;
  return (
    Number.isFinite(value) &&
    (!whole || Number.isInteger(value)) &&
    (minimumExcluded ? value > minimum : value >= minimum) &&
    value <= maximum
  );
}

/** The allowed number that is nearest to a wrong one, where there is a nearest. */
export function nearestAllowed(rule: NumberRule, value: number): number | undefined {
  const clamped = Math.min(Math.max(rule.whole ? Math.round(value) : value, rule.minimum), rule.maximum);
  return allowsNumber(rule, clamped) ? clamped : undefined;
}
