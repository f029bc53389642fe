import { describe, expect, it } from "vitest";
import { appendRows, createGrowingTable, readValue } from "../../../webview/state/growingTable";
import { tabulate } from "../../support/syntheticView";

const start = () => createGrowingTable(tabulate([[1, 10]], 2));

describe("a growing table", () => {
  it("holds the rows in the order in which they came", () => {
    const grown = appendRows(
      appendRows(start(), tabulate([[2, 20]], 2)),
      tabulate(
        [
          [3, 30],
          [4, NaN],
        ],
        2,
      ),
    );
    expect(grown.rows).toBe(4);
    expect([0, 1, 2, 3].map((row) => readValue(grown, row, 1))).toEqual([10, 20, 30, NaN]);
  });

  it("leaves earlier versions as they are, also where two are made from one with room behind it", () => {
    let first = start();
    for (const epoch of [2, 3, 4, 5]) {
      first = appendRows(first, tabulate([[epoch, 10 * epoch]], 2));
    }
    const one = appendRows(first, tabulate([[6, 60]], 2));
    const other = appendRows(first, tabulate([[7, 70]], 2));
    expect(one.storage).toBe(first.storage);
    expect(first.rows).toBe(5);
    expect([readValue(one, 5, 1), readValue(other, 5, 1)]).toEqual([60, 70]);
  });

  it("copies its rows seldom: over 10,000 appended rows the buffer is made anew about as often as it doubles", () => {
    let grown = start();
    const buffers = new Set([grown.storage]);
    for (let row = 0; row < 10_000; row++) {
      grown = appendRows(grown, tabulate([[row, 0]], 2));
      buffers.add(grown.storage);
    }
    expect(buffers.size).toBeLessThanOrEqual(16);
  });

  it("takes whole rows only", () => {
    expect(createGrowingTable({ columns: 2, values: Float64Array.of(1, 2, 3) }).rows).toBe(1);
  });
});
