import { describe, expect, it, vi } from "vitest";
import type * as limits from "../../../src/base/limits";
import { readCsvDataset } from "../../../src/data/csv/csvDataset";

// The cap itself would take a file of a hundred megabytes.
vi.mock("../../../src/base/limits", async (importOriginal) => ({
  ...(await importOriginal<typeof limits>()),
  DATA_VALUES_MAX: 10,
}));

describe("the cap on rows × inputs of a CSV file", () => {
  const load = (rows: number) =>
    readCsvDataset(
      new TextEncoder().encode(
        `a,b,class\n${Array.from({ length: rows }, (_, i) => `1,2,${i % 2}\n`).join("")}`,
      ),
      {
        file: "f",
        label: "class",
        header: true,
        decimal: ".",
        missing: "refuse",
        classes: "auto",
      },
    );

  it("lets as many values in as it says, and not one row more", () => {
    expect(load(5)).toMatchObject({ ok: true, value: { rows: 5 } });
    expect(load(6)).toEqual({
      ok: false,
      failure: {
        code: "data/too-large",
        message: "The table has more than 5 rows of 2 inputs; at most 10 values are allowed.",
        path: ["data", "file"],
      },
    });
  });
});
