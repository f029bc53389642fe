import { describe, expect, it } from "vitest";
import { describeScarce } from "../../../src/data/labels/scarceClasses";

describe("labels that name the rows", () => {
  it("are said to, and a few rows or classes with rows are not", () => {
    expect(describeScarce(150, 150)).toEqual([
      expect.stringMatching(/^There are 150 classes for 150 rows, so most classes have a single row/u),
    ]);
    expect(describeScarce(10, 19)).toHaveLength(1);
    expect(describeScarce(10, 20)).toEqual([]);
    expect(describeScarce(5, 5)).toEqual([]);
  });
});
