import { NUMERIC_CLASSES_PLAIN, NUMERIC_CLASS_ROWS_MIN } from "../../base/limits";
import { countOf, quote } from "../../base/text";

/** Labels that are all numbers. */
export interface NumericLabels {
  readonly rows: number;
  /** The distinct numbers as they are written … */
  readonly names: readonly string[];
  /** … and their values. */
  readonly values: readonly number[];
}

/**
 * What makes numeric labels look like a measured quantity: fractions, or numbers that are mostly distinct. A part of
 * a sentence that goes on from the labels' name; undefined when they look like classes.
 */
export function describeMeasured({ rows, names, values }: NumericLabels): string | undefined {
  const fraction = values.findIndex((value) => !Number.isInteger(value));
  const isDistinct = names.length > NUMERIC_CLASSES_PLAIN && rows < NUMERIC_CLASS_ROWS_MIN * names.length;
  return fraction < 0 && !isDistinct
    ? undefined
    : `${names.length} different numbers in ${countOf(rows, "row")}, such as ${quote(names.at(fraction) ?? "")}`;
}

/** Refuses them, and says the ways out. @param found the beginning of the sentence */
export function refuseMeasured(found: string): string {
  return `${found}: ${LOOK_MEASURED}. Cut them into a few ranges first (pandas.qcut does), or take every number for a class with "classes": "values" in data.`;
}

export const LOOK_MEASURED = "they look like a measured quantity (a regression target), not like classes";
