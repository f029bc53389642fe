/** 2 / ln 2. */
const TWICE_LOG2_E: f64 = 2.8853900817779268;
const SQRT_HALF_BITS: i64 = 0x3fe6a09e667f3bcd;
const MANTISSA_BITS: i64 = 0x000fffffffffffff;

/**
 * log2 of two positive normal doubles, to within 2e-15 of max(1, its size): x = 2^k m with m within a factor √2 of 1,
 * and log2 m = (2 / ln 2) (s + s³/3 + s⁵/5 + …) with s = (m - 1) / (m + 1), whose square is below 0.03.
 */
export class Logarithm {
  @inline static ofBaseTwo(x: v128): v128 {
    // Counted from √½, the exponent belongs to the power of two nearest to x.
    const shifted = i64x2.sub(x, i64x2.splat(SQRT_HALF_BITS));
    const exponent = i64x2.shr_s(shifted, 52);
    const mantissa = i64x2.add(v128.and(shifted, i64x2.splat(MANTISSA_BITS)), i64x2.splat(SQRT_HALF_BITS));
    const one = f64x2.splat(1);
    const s = f64x2.div(f64x2.sub(mantissa, one), f64x2.add(mantissa, one));
    const square = f64x2.mul(s, s);
    let series = f64x2.splat(1.0 / 19.0);
    series = f64x2.add(f64x2.mul(series, square), f64x2.splat(1.0 / 17.0));
    series = f64x2.add(f64x2.mul(series, square), f64x2.splat(1.0 / 15.0));
    series = f64x2.add(f64x2.mul(series, square), f64x2.splat(1.0 / 13.0));
    series = f64x2.add(f64x2.mul(series, square), f64x2.splat(1.0 / 11.0));
    series = f64x2.add(f64x2.mul(series, square), f64x2.splat(1.0 / 9.0));
    series = f64x2.add(f64x2.mul(series, square), f64x2.splat(1.0 / 7.0));
    series = f64x2.add(f64x2.mul(series, square), f64x2.splat(1.0 / 5.0));
    series = f64x2.add(f64x2.mul(series, square), f64x2.splat(1.0 / 3.0));
    const whole = f64x2.convert_low_i32x4_s(
      i8x16.shuffle(exponent, exponent, 0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 0, 1, 2, 3),
    );
    const tail = f64x2.mul(f64x2.mul(s, square), series);
    return f64x2.add(whole, f64x2.mul(f64x2.splat(TWICE_LOG2_E), f64x2.add(s, tail)));
  }
}
