import * as z from "zod";
import { succeed } from "../../../src/base/failure";
import { trainingFraction } from "../../../src/data/source/sourceFields";
import { sourceKind } from "../../../src/data/source/sourceKind";

/** A source of one file: whether an even number of bits is set. */
export const parity = sourceKind({
  name: "parity",
  summary: "The parity of some bits.",
  snippet: { description: "Parity of bits", body: { source: "parity" } },
  fields: {
    bits: z.number().int().min(1).max(10).default(6).meta({ description: "How many bits a row has." }),
    trainingFraction,
  },
  check: ({ bits }) =>
    bits % 2 === 0
      ? []
      : [
          {
            path: ["data", "bits"],
            message: `data.bits is ${bits}; it should be even.`,
            fix: { title: `Change to ${bits + 1}`, value: bits + 1 },
          },
        ],
  load: ({ bits }) => {
    const rows = 2 ** bits;
    const bit = (row: number, column: number): number => (row >> column) & 1;
    return Promise.resolve(
      succeed({
        name: "parity",
        rows,
        columns: bits,
        inputs: Float32Array.from({ length: rows * bits }, (_, i) => bit(Math.floor(i / bits), i % bits)),
        labels: Uint16Array.from({ length: rows }, (_, row) => {
          const columns = Array.from({ length: bits }, (_unused, column) => bit(row, column));
          return columns.reduce((sum, value) => sum + value, 0) % 2;
        }),
        classNames: ["even", "odd"],
      }),
    );
  },
});
