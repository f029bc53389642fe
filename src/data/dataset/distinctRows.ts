import type { Floats } from "../../information/estimate";
import { alwaysProceed, type Proceed } from "../../base/proceed";
import type { Dataset } from "./dataset";

/** Comparisons between two calls of `proceed`, less one: rows may be thousands of columns wide. */
const COMPARISONS_MASK = 0xff;

/** How often things occur among the rows, in no order that means anything. */
export interface RowCounts {
  /** One count for every distinct row of inputs. */
  readonly inputs: Uint32Array;
  /** One count for every distinct row of inputs with its label. */
  readonly inputsAndLabel: Uint32Array;
}

/**
 * Counts rows that are equal. By sorting and not by hashing: no choice of values makes it slow, and no two rows are
 * ever taken for equal by chance.
 */
export function countEqualRows(
  dataset: Pick<Dataset, "rows" | "columns" | "labels"> & { readonly inputs: Floats },
  proceed: Proceed = alwaysProceed,
): RowCounts {
  const { rows, columns, inputs, labels } = dataset;
  let comparisons = 0;
  const compareInputs = (a: number, b: number): number => {
    if ((++comparisons & COMPARISONS_MASK) === 0) {
      proceed();
    }
    for (let column = 0; column < columns; column++) {
      const difference = inputs[a * columns + column]! - inputs[b * columns + column]!;
      if (difference !== 0) {
        return difference;
      }
    }
    return 0;
  };
  const compareBoth = (a: number, b: number): number => compareInputs(a, b) || labels[a]! - labels[b]!;
  const order = Uint32Array.from({ length: rows }, (_, row) => row).sort(compareBoth);
  return { inputs: runLengths(order, compareInputs), inputsAndLabel: runLengths(order, compareBoth) };
}

/** The lengths of the runs of equal neighbors. */
function runLengths(order: Uint32Array, compare: (a: number, b: number) => number): Uint32Array {
  const lengths = new Uint32Array(order.length);
  let runs = 0;
  for (let i = 0; i < order.length; i++) {
    if (i === 0 || compare(order[i - 1]!, order[i]!) !== 0) {
      runs++;
    }
    lengths[runs - 1]! += 1;
  }
  return lengths.slice(0, runs);
}
