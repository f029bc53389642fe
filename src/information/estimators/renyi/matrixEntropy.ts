import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** α this close to 1 is the limit itself. */
const LIMIT_MARGIN = 1e-9;

/**
 * The matrix-based Rényi α-entropy of K / tr K in bits (Giraldo, Rao & Principe 2015; Wickstrøm et al. 2019,
 * definition 1): S_α = 1/(1-α) log2 Σ λ^α over the eigenvalues λ, which sum to 1; for α = 1 its limit
 * -Σ λ log2 λ, von Neumann's entropy.
 *
 * @param kernel row-major, size × size, symmetric and positive semidefinite, not all 0
 */
export function matrixEntropy(kernel: Float64Array, size: number, alpha: number): number {
  const matrix = Matrix.from1DArray(size, size, kernel);
  const { realEigenvalues } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  return eigenvalueEntropy(realEigenvalues, alpha);
}

/**
 * S_α of eigenvalues, scaled to sum to 1. Those that rounding cannot tell from 0 are 0: their powers for an α below
 * 1 would add up.
 *
 * With Σ λ = 1, Σ λ^α - 1 is Σ λ (λ^(α-1) - 1), which expm1 keeps exact near α = 1, where the plain sum would lose
 * to 1/(1-α) every digit that it has.
 */
export function eigenvalueEntropy(eigenvalues: ArrayLike<number>, alpha: number): number {
  const all = Array.from(eigenvalues);
  const rounding = Number.EPSILON * all.length * all.reduce((sum, value) => sum + Math.abs(value), 0);
  const positive = all.filter((value) => value > rounding);
  const total = positive.reduce((sum, value) => sum + value, 0);
  const isLimit = Math.abs(alpha - 1) < LIMIT_MARGIN;
  let sum = 0;
  for (const value of positive) {
    const share = value / total;
    const logarithm = Math.log(share);
    sum += share * (isLimit ? logarithm : Math.expm1((alpha - 1) * logarithm));
  }
  return Math.max(0, (isLimit ? -sum : Math.log1p(sum) / (1 - alpha)) / Math.LN2);
}
