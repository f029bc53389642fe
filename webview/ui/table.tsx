import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { text } from "../kit/strings";
import { writeMarkdownTable, writeTabbedTable } from "./tableText";
import type { TableView } from "./tableView";

interface TableProps {
  readonly view: TableView;
  readonly onCopy: (text: string) => void;
}

interface Order {
  readonly column: number;
  readonly descending: boolean;
}

/** The figures of the cursor's epoch; a click on a column's title sorts by it. */
export function Table({ view, onCopy }: TableProps): VNode {
  const [order, setOrder] = useState<Order>({ column: 0, descending: false });
  const sorted = { ...view, rows: sortRows(view.rows, order) };
  return (
    <div class="tableArea">
      <div class="tableHead">
        <span class="tableCaption">{view.caption}</span>
        <button
          class="link"
          type="button"
          onClick={() => {
            onCopy(writeTabbedTable(sorted));
          }}
        >
          {text("copyTable")}
        </button>
        <button
          class="link"
          type="button"
          onClick={() => {
            onCopy(writeMarkdownTable(sorted));
          }}
        >
          {text("copyMarkdown")}
        </button>
      </div>
      {/* A region that scrolls must take the focus to be scrolled by keys. */}
      <div class="tableScroll" tabIndex={0} role="region" aria-label={text("tableTitle")}>
        <table>
          <thead>
            <tr>
              {view.columns.map(({ key, title, hint, isFigure }, column) => (
                <th
                  key={key}
                  scope="col"
                  class={isFigure ? "figureCell" : undefined}
                  aria-sort={order.column !== column ? "none" : order.descending ? "descending" : "ascending"}
                >
                  <button
                    class="sort"
                    type="button"
                    title={hint}
                    onClick={() => {
                      setOrder({ column, descending: order.column === column && !order.descending });
                    }}
                  >
                    {title}
                    <span aria-hidden="true">
                      {order.column !== column ? "" : order.descending ? " ↓" : " ↑"}
                    </span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.rows.map(({ layer, cells }) => (
              <tr key={layer}>
                {cells.map((cell, column) => (
                  <td key={column} class={view.columns[column]?.isFigure === true ? "figureCell" : undefined}>
                    {cell.text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function sortRows(rows: TableView["rows"], { column, descending }: Order): TableView["rows"] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [a.cells[column]!.value, b.cells[column]!.value];
    if (typeof left === "number" && typeof right === "number") {
      // What is missing comes last in both directions.
      return Number.isNaN(left) || Number.isNaN(right)
        ? Number(Number.isNaN(left)) - Number(Number.isNaN(right))
        : sign * (left - right);
    }
    return sign * String(left).localeCompare(String(right), "en");
  });
}
