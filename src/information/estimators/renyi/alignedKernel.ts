import type { Proceed } from "../../../base/proceed";
import type { Floats } from "../../estimate";

/** Widths that are tried, and their range in multiples of the mean distance (Wickstrøm et al. 2019). */
const WIDTHS = 75;
const NARROWEST = 0.1;
const WIDEST = 10;

/** A kernel matrix, and how its width was found. */
export interface KernelMatrix {
  /** Row-major, chosen × chosen. */
  readonly values: Float64Array;
  /** The widest kernel that was tried aligns best, as where labels and rows have nothing to do with each other. */
  readonly isWidest: boolean;
}

/**
 * The Gaussian kernel K_ij = exp(-|t_i - t_j|² / 2s²) of some rows, with the width s that aligns it best with the
 * labels: the largest <K, L> / (|K| |L|) in the Frobenius norm (Cristianini et al. 2001), where L_ij says whether
 * two rows have the same label. Wickstrøm et al., whose width is √2 s, smooth it over the iterations of training;
 * here each layer at each snapshot has its own, so that a figure depends on nothing but the rows it is made of.
 *
 * @param values row-major, any number of rows × columns, all finite
 * @param chosen the rows of the kernel
 * @param labels one class for each chosen row
 * @param fixedWidth s in multiples of the mean distance between rows; left out to align it
 */
export function alignedKernel(
  values: Floats,
  columns: number,
  chosen: Uint32Array,
  labels: Uint16Array,
  fixedWidth: number | undefined,
  proceed: Proceed,
): KernelMatrix {
  const squared = squaredDistances(values, columns, chosen, proceed);
  let total = 0;
  for (const value of squared) {
    total += Math.sqrt(value);
  }
  const meanDistance = total / (squared.length - chosen.length);
  // One row alone, or only zeros, give 0/0.
  if (!(meanDistance > 0)) {
    return { values: new Float64Array(squared.length).fill(1), isWidest: false };
  }
  if (fixedWidth !== undefined) {
    const width = fixedWidth * meanDistance;
    return { values: squared.map((value) => gaussian(value, width)), isWidest: false };
  }
  let best = { width: meanDistance, alignment: -1, step: 0 };
  for (let step = 0; step < WIDTHS; step++) {
    const width = meanDistance * NARROWEST * (WIDEST / NARROWEST) ** (step / (WIDTHS - 1));
    const alignment = labelAlignment(squared, width, labels, proceed);
    best = alignment > best.alignment ? { width, alignment, step } : best;
  }
  return {
    values: squared.map((value) => gaussian(value, best.width)),
    isWidest: best.step === WIDTHS - 1,
  };
}

function gaussian(squaredDistance: number, width: number): number {
  return Math.exp(-squaredDistance / (2 * width * width));
}

/** <K, L> / |K|; |L| is the same for all widths. */
function labelAlignment(squared: Float64Array, width: number, labels: Uint16Array, proceed: Proceed): number {
  const size = labels.length;
  // The diagonals are 1.
  let withLabels = size;
  let squares = size;
  for (let row = 0; row < size; row++) {
    proceed();
    for (let other = 0; other < row; other++) {
      const kernel = gaussian(squared[row * size + other]!, width);
      squares += 2 * kernel * kernel;
      withLabels += labels[row] === labels[other] ? 2 * kernel : 0;
    }
  }
  return withLabels / Math.sqrt(squares);
}

/** In units of the largest value, which no width relative to the mean distance depends on: nothing overflows. */
function squaredDistances(
  values: Floats,
  columns: number,
  chosen: Uint32Array,
  proceed: Proceed,
): Float64Array {
  const size = chosen.length;
  const squared = new Float64Array(size * size);
  let scale = 0;
  for (const row of chosen) {
    for (let column = 0; column < columns; column++) {
      scale = Math.max(scale, Math.abs(values[row * columns + column]!));
    }
  }
  for (let a = 0; a < size; a++) {
    proceed();
    for (let b = 0; b < a; b++) {
      let sum = 0;
      for (let column = 0; column < columns; column++) {
        const ofA = values[chosen[a]! * columns + column]!;
        const difference = ofA / scale - values[chosen[b]! * columns + column]! / scale;
        sum += difference * difference;
      }
      squared[a * size + b] = sum;
      squared[b * size + a] = sum;
    }
  }
  return squared;
}
