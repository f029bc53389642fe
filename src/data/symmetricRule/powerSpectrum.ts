import { legendre } from "./legendre";

/** One degree of the power spectrum and what it counts for in a sum of degrees. */
export interface DegreeWeight {
  readonly degree: number;
  readonly weight: number;
}

/**
 * The matrix K, n×n row-major, for which x'Kx is a weighted sum of the power spectrum of points with masses x on
 * the unit sphere. By the addition theorem the power of Σ_i x_i δ(v_i) at degree l,
 * (4π/(2l+1)) Σ_m |Σ_i x_i Y_lm(v_i)|², is Σ_ij x_i x_j P_l(v_i·v_j): no rotation or reflection of the sphere
 * changes it (Kazhdan, Funkhouser & Rusinkiewicz 2003). `points` is n×3 row-major.
 */
export function powerSpectrumKernel(points: Float64Array, degrees: readonly DegreeWeight[]): Float64Array {
  const count = points.length / 3;
  const kernel = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      const cosine =
        points[3 * i]! * points[3 * j]! +
        points[3 * i + 1]! * points[3 * j + 1]! +
        points[3 * i + 2]! * points[3 * j + 2]!;
      for (const { degree, weight } of degrees) {
        kernel[i * count + j]! += weight * legendre(degree, cosine);
      }
    }
  }
  return kernel;
}

/** x'Kx, for the masses x of the points and the kernel K of the degrees that count. */
export function weighedPower(kernel: Float64Array, masses: ArrayLike<number>): number {
  const points = masses.length;
  let power = 0;
  for (let i = 0; i < points; i++) {
    for (let j = 0; j < points; j++) {
      power += masses[i]! * masses[j]! * kernel[i * points + j]!;
    }
  }
  return power;
}
