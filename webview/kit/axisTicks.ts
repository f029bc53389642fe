/** Round ticks from `min` up to `max`, at most `count` of them: steps of 1, 2 or 5 times a power of ten. */
export function linearTicks(max: number, count: number, min = 0): number[] {
  const span = max - min;
  if (!(span > 0) || !Number.isFinite(span)) {
    return [0];
  }
  const power = 10 ** Math.floor(Math.log10(span / count));
  const step =
    [1, 2, 5, 10, 20].map((factor) => factor * power).find((size) => Math.floor(span / size) + 1 <= count) ??
    50 * power;
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => round((first + index) * step));
}

/**
 * Ticks of a logarithmic axis, at most about `count`: powers of ten, every second or third if there are
 * many, and 1, 2, 5 times powers of ten where the range holds less than two of them.
 */
export function logarithmicTicks(min: number, max: number, count: number): number[] {
  const low = Math.ceil(Math.log10(min) - 1e-9);
  const high = Math.floor(Math.log10(max) + 1e-9);
  if (high - low >= 1) {
    const step = Math.ceil((high - low + 1) / count);
    const exponents = [];
    for (let exponent = low; exponent <= high; exponent += step) {
      exponents.push(exponent);
    }
    return exponents.map((exponent) => round(10 ** exponent));
  }
  const ticks = [];
  for (let exponent = low - 1; exponent <= high + 1; exponent++) {
    for (const factor of [1, 2, 5]) {
      const tick = round(factor * 10 ** exponent);
      if (tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9)) {
        ticks.push(tick);
      }
    }
  }
  return ticks;
}

/** Takes off the error of floating point, so that 3 × 0.1 is written 0.3. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}
