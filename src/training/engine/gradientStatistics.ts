import { alwaysProceed, type Proceed } from "../../base/proceed";

/**
 * One layer's mini-batch gradients of one epoch (Shwartz-Ziv & Tishby 2017, figure 4), over the weights, biases
 * left out. With g_b the gradient of batch b of B: the mean is ‖(1/B) Σ g_b‖₂, the deviation √(Σ_w Var_b g_bw)
 * with the population variance. The deviation of a single batch is undefined: NaN.
 */
export interface LayerGradient {
  readonly mean: number;
  readonly deviation: number;
}

export interface GradientStatistics {
  readonly layers: readonly LayerGradient[];
  readonly batches: number;
}

/**
 * Gathers mini-batch gradients over an epoch. Welford's update keeps the variance exact where the mean is large
 * beside it, which a sum of squares in floating point does not.
 */
export class GradientAccumulator {
  private batches = 0;
  private readonly means: readonly Float64Array[];
  private readonly squares: readonly Float64Array[];

  /** @param kernelSizes number of weights in each layer */
  constructor(kernelSizes: readonly number[]) {
    this.means = kernelSizes.map((size) => new Float64Array(size));
    this.squares = kernelSizes.map((size) => new Float64Array(size));
  }

  /** Forgets what was gathered; for the next epoch. */
  reset(): void {
    this.batches = 0;
    for (const array of [...this.means, ...this.squares]) {
      array.fill(0);
    }
  }

  /**
   * Takes one mini-batch's weight gradients, one array a layer.
   * @param proceed called before each layer: a layer may have millions of weights
   */
  add(gradients: readonly Float32Array[], proceed: Proceed = alwaysProceed): void {
    this.batches++;
    for (const [layer, gradient] of gradients.entries()) {
      proceed();
      const mean = this.means[layer]!;
      const square = this.squares[layer]!;
      for (let i = 0; i < gradient.length; i++) {
        const value = gradient[i]!;
        const before = value - mean[i]!;
        const now = mean[i]! + before / this.batches;
        mean[i] = now;
        square[i]! += before * (value - now);
      }
    }
  }

  /** @param proceed as for `add` */
  statistics(proceed: Proceed = alwaysProceed): GradientStatistics {
    const layers = this.means.map((mean, layer) => {
      proceed();
      return {
        mean: Math.sqrt(sum(mean, (value) => value * value)),
        deviation:
          this.batches < 2 ? NaN : Math.sqrt(sum(this.squares[layer]!, (value) => value) / this.batches),
      };
    });
    return { layers, batches: this.batches };
  }
}

function sum(values: Float64Array, of: (value: number) => number): number {
  let total = 0;
  for (const value of values) {
    total += of(value);
  }
  return total;
}
