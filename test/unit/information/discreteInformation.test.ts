import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  discreteInformation,
  discreteInformationPlainly,
} from "../../../src/information/discreteInformation";
import { randomStream } from "../../../src/base/random";
import { oneHotLabels, softLabels } from "../../support/labeledLayers";

describe("information of cells", () => {
  it("is the same by kernels as in a plain loop", () => {
    const sizes = fc.record({
      rows: fc.integer({ min: 1, max: 300 }),
      cells: fc.integer({ min: 1, max: 300 }),
      classes: fc.integer({ min: 1, max: 11 }),
      isSoft: fc.boolean(),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(sizes, ({ rows, cells, classes, isSoft, seed }) => {
        const random = randomStream(seed, "test");
        const cellOfRow = Uint32Array.from({ length: rows }, () => random.below(cells));
        const labels = isSoft
          ? softLabels(
              Array.from({ length: rows }, () => Array.from({ length: classes }, () => 1 + random.below(9))),
            )
          : oneHotLabels(
              Array.from({ length: rows }, () => random.below(classes)),
              classes,
            );
        const expected = discreteInformationPlainly(cellOfRow, cells, labels);
        const found = discreteInformation(cellOfRow, cells, labels);
        expect(Math.abs(found.ixt - expected.ixt)).toBeLessThan(1e-12);
        expect(Math.abs(found.ity - expected.ity)).toBeLessThan(1e-12);
      }),
    );
  });

  it("of tables too large for the kernels' memory: every row a cell and a class", () => {
    const rows = 1500;
    const identity = Array.from({ length: rows }, (_, row) => row);
    const { ixt, ity } = discreteInformation(Uint32Array.from(identity), rows, oneHotLabels(identity, rows));
    expect(ixt).toBeCloseTo(Math.log2(rows), 10);
    expect(ity).toBeCloseTo(Math.log2(rows), 10);
  });
});
