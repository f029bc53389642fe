import type { TableView } from "./tableView";

/** The table as Markdown, with its caption above. */
export function writeMarkdownTable({ caption, columns, rows }: TableView): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(" | ")} |`;
  return [
    caption,
    "",
    line(columns.map(({ title }) => title)),
    line(columns.map(({ isFigure }) => (isFigure ? "---:" : "---"))),
    ...rows.map(({ cells }) => line(cells.map(({ text }) => text))),
    "",
  ].join("\n");
}

/** The table as fields parted by tabs, which spreadsheets take from the clipboard. */
export function writeTabbedTable({ columns, rows }: TableView): string {
  const line = (cells: readonly string[]): string => cells.map((each) => each.replace(/\s/g, " ")).join("\t");
  return [
    line(columns.map(({ title }) => title)),
    ...rows.map(({ cells }) => line(cells.map(({ text }) => text))),
  ].join("\n");
}

function escapeCell(text: string): string {
  return text.replace(/[\\|`*_<>[\]]/g, "\\$&").replace(/\s/g, " ");
}
