/** A column of a table in plain text. */
export interface Column {
  readonly heading: string;
  /** Text reads from the left; figures line up at the right. */
  readonly isText?: boolean;
}

/** A table with its headings underlined, columns two spaces apart. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map(({ heading }) => heading), ...rows];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const formatted = lines.map((line) =>
    line.map((cell, column) =>
      columns[column]!.isText === true ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    ),
  );
  formatted.splice(
    1,
    0,
    widths.map((width) => "-".repeat(width)),
  );
  return formatted.map((line) => line.join("  ").trimEnd()).join("\n");
}
