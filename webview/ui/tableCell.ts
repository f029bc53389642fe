import { text, type StringKey } from "../kit/strings";

/** One figure or word of a table, and what it is sorted by. */
export interface TableCell {
  readonly text: string;
  /** A figure sorts by itself and a word by its letters; NaN comes last. */
  readonly value: number | string;
}

export interface TableColumn {
  readonly key: string;
  readonly title: string;
  /** What the column is, in a sentence. */
  readonly hint: string;
  readonly isFigure: boolean;
}

/** A column by its key, its title, its hint, and whether it holds figures. */
export type ColumnSpec = readonly [key: string, title: StringKey, hint: StringKey, isFigure: boolean];

/** What stands in place of a figure that there is not. */
export const NO_FIGURE: TableCell = { text: "–", value: NaN };

export function describeColumns(columns: readonly ColumnSpec[]): readonly TableColumn[] {
  return columns.map(([key, title, hint, isFigure]) => ({
    key,
    title: text(title),
    hint: text(hint),
    isFigure,
  }));
}

/** A figure with its standard deviation, if it has one. */
export function figureCell(value: number, deviation = NaN, decimals: 2 | 3 = 2): TableCell {
  if (!Number.isFinite(value)) {
    return NO_FIGURE;
  }
  const written = value.toFixed(decimals);
  return {
    text: Number.isFinite(deviation)
      ? text("tableWithDeviation", written, deviation.toFixed(decimals))
      : written,
    value,
  };
}
