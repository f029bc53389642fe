import type { PlaneFigures } from "../../../src/information/estimate";

type Matrix = readonly (readonly number[])[];

/**
 * Matrix-based Rényi information in bits as printed, over all rows: Gram matrices as arrays of arrays, tr(A^α) by
 * Jacobi's rotations, the width of each kernel by trying every one.
 */
export function referenceRenyi(
  layer: Matrix,
  labels: readonly number[],
  alpha: number,
  inputs?: Matrix,
): PlaneFigures {
  const labelKernel = labels.map((a) => labels.map((b) => (a === b ? 1 : 0)));
  const layerKernel = bestKernel(layer, labelKernel);
  const inputKernel =
    inputs === undefined
      ? layer.map((_, i) => layer.map((_, j) => (i === j ? 1 : 0)))
      : bestKernel(inputs, labelKernel);
  const information = (a: Matrix, b: Matrix): number =>
    referenceMatrixEntropy(a, alpha) +
    referenceMatrixEntropy(b, alpha) -
    referenceMatrixEntropy(
      a.map((row, i) => row.map((value, j) => value * b[i]![j]!)),
      alpha,
    );
  return { ixt: information(inputKernel, layerKernel), ity: information(layerKernel, labelKernel) };
}

/** S_α(K / tr K). */
export function referenceMatrixEntropy(kernel: Matrix, alpha: number): number {
  const trace = kernel.reduce((sum, row, i) => sum + row[i]!, 0);
  const eigenvalues = jacobiEigenvalues(kernel).map((value) => Math.max(0, value / trace));
  return alpha === 1
    ? -eigenvalues.reduce((sum, value) => sum + (value > 0 ? value * Math.log2(value) : 0), 0)
    : Math.log2(eigenvalues.reduce((sum, value) => sum + value ** alpha, 0)) / (1 - alpha);
}

/** Jacobi 1846: each rotation makes one pair of off-diagonal entries 0, over and over. */
export function jacobiEigenvalues(symmetric: Matrix): number[] {
  const a = symmetric.map((row) => [...row]);
  const size = a.length;
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        const angle = 0.5 * Math.atan2(2 * a[p]![q]!, a[q]![q]! - a[p]![p]!);
        const c = Math.cos(angle);
        const s = Math.sin(angle);
        for (let k = 0; k < size; k++) {
          const [kp, kq] = [a[k]![p]!, a[k]![q]!];
          a[k]![p] = c * kp - s * kq;
          a[k]![q] = s * kp + c * kq;
        }
        for (let k = 0; k < size; k++) {
          const [pk, qk] = [a[p]![k]!, a[q]![k]!];
          a[p]![k] = c * pk - s * qk;
          a[q]![k] = s * pk + c * qk;
        }
      }
    }
  }
  return a.map((row, i) => row[i]!);
}

function bestKernel(rows: Matrix, labelKernel: Matrix): Matrix {
  const distances = rows.map((a) => rows.map((b) => Math.hypot(...a.map((value, i) => value - b[i]!))));
  const pairs = rows.length * (rows.length - 1);
  const mean = distances.flat().reduce((a, b) => a + b, 0) / pairs;
  const widths = Array.from({ length: 75 }, (_, step) => mean * 10 ** (-1 + (2 * step) / 74));
  const kernels = widths.map((width) =>
    distances.map((row) => row.map((distance) => Math.exp(-(distance ** 2) / (2 * width ** 2)))),
  );
  const alignments = kernels.map(
    (kernel) =>
      product(kernel, labelKernel) / Math.sqrt(product(kernel, kernel) * product(labelKernel, labelKernel)),
  );
  return kernels[alignments.indexOf(Math.max(...alignments))]!;
}

function product(a: Matrix, b: Matrix): number {
  return a.reduce((sum, row, i) => row.reduce((total, value, j) => total + value * b[i]![j]!, sum), 0);
}
