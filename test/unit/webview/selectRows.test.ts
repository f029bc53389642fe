import { describe, expect, it } from "vitest";
import { readValue } from "../../../webview/state/growingTable";
import { selectRows } from "../../../webview/state/selectRows";
import { table } from "./cells";

const epochs = (count: number, valueAt: (epoch: number) => number) =>
  table(
    Array.from({ length: count }, (_, index) => [index + 1, valueAt(index + 1)]),
    2,
  );

describe("thinning for drawing", () => {
  it("leaves a short table whole", () => {
    expect(
      selectRows(
        epochs(5, () => 1),
        [1],
        5,
      ),
    ).toEqual({ rows: [0, 1, 2, 3, 4], recorded: 5 });
  });

  it("keeps the first and the last row and draws about as many as asked, in order", () => {
    const { rows, recorded } = selectRows(
      epochs(10_000, () => 1),
      [1],
      100,
    );
    expect(recorded).toBe(10_000);
    expect(rows[0]).toBe(0);
    expect(rows.at(-1)).toBe(9999);
    expect(rows.length).toBeLessThanOrEqual(101);
    expect(rows.length).toBeGreaterThan(60);
    expect([...new Set(rows)].sort((a, b) => a - b)).toEqual(rows);
  });

  it("spaces them evenly on the logarithmic scale", () => {
    const grown = epochs(10_000, () => 1);
    const chosen = selectRows(grown, [1], 100).rows.map((row) => readValue(grown, row, 0));
    const between = (low: number, high: number) =>
      chosen.filter((epoch) => epoch >= low && epoch < high).length;
    expect(Math.abs(between(100, 1000) - between(1000, 10_000))).toBeLessThanOrEqual(2);
  });

  it("never thins a gap away: both sides of it are drawn", () => {
    const grown = epochs(10_000, (epoch) => (epoch === 7777 ? NaN : 1));
    const { rows } = selectRows(grown, [1], 100);
    expect(rows).toEqual(expect.arrayContaining([7775, 7776, 7777]));
  });

  it("looks for gaps only in the columns that are drawn", () => {
    const grown = table(
      Array.from({ length: 5000 }, (_, index) => [index + 1, 1, index % 2 === 0 ? NaN : 1]),
      3,
    );
    expect(selectRows(grown, [1], 100).rows.length).toBeLessThan(110);
    expect(selectRows(grown, [1, 2], 100).rows.length).toBe(5000);
    expect(selectRows(grown, undefined, 100).rows.length).toBe(5000);
  });
});
