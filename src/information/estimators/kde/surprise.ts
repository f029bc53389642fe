/**
 * The mean surprise of a mixture's rows under Gaussian kernels of two widths, in bits, less that of the noise alone:
 * -Σ_i w_i log2 Σ_j w_j k(|t_i - t_j|²) with w = count / n.
 */
export interface KernelSurprise {
  /** With k = exp(-d² / 2v). */
  readonly narrow: number;
  /** With k = exp(-d² / 8v). */
  readonly wide: number;
  /** The mean over the labels, by p(y) = W_y / n, of the same for each one's own mixture, w = weight / W_y. */
  readonly narrowGivenLabel: number;
  readonly wideGivenLabel: number;
}
