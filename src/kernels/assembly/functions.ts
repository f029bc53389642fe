const LOG2_E: f32 = 1.44269504088896341;
/** ln 2 as a sum: the first has so few digits that its product with a whole number is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;
/** Beyond these e^x leaves the normal numbers of single precision. */
const EXPONENT_MAX: f32 = 88.3762626647949;
const EXPONENT_MIN: f32 = -87.3365478515625;
/** Where single precision has no number between tanh(x) and 1. */
const TANH_MAX: f32 = 7.90531110763549805;

/** Functions of four floats at once, to one or two units in the last place. What is not a number stays so. */
export class Vector {
  /** The smaller of each, or what is in `x` where that is not a number. */
  @inline
  static atMost(x: v128, bound: v128): v128 {
    return f32x4.pmin(x, bound);
  }

  /** The larger of each, or what is in `x` where that is not a number. */
  @inline
  static atLeast(x: v128, bound: v128): v128 {
    return f32x4.pmax(x, bound);
  }

  /**
   * e^x = 2^n e^r with |r| ≤ ln(2)/2, and e^r - 1 - r = r² p(r) with a polynomial of degree 5 (coefficients of the
   * Cephes library).
   */
  @inline
  static exp(x: v128): v128 {
    const limited = Vector.atLeast(Vector.atMost(x, f32x4.splat(EXPONENT_MAX)), f32x4.splat(EXPONENT_MIN));
    const n = f32x4.nearest(f32x4.mul(limited, f32x4.splat(LOG2_E)));
    const r = Vector.remainder(limited, n);
    return f32x4.mul(f32x4.add(Vector.expMinusOneNearZero(r), f32x4.splat(1)), Vector.powerOfTwo(n));
  }

  /** e^x - 1, exact to the last places near 0 too. */
  @inline
  static expMinusOne(x: v128): v128 {
    const limited = Vector.atLeast(Vector.atMost(x, f32x4.splat(EXPONENT_MAX)), f32x4.splat(EXPONENT_MIN));
    const n = f32x4.nearest(f32x4.mul(limited, f32x4.splat(LOG2_E)));
    const r = Vector.remainder(limited, n);
    const power = Vector.powerOfTwo(n);
    return f32x4.add(f32x4.mul(Vector.expMinusOneNearZero(r), power), f32x4.sub(power, f32x4.splat(1)));
  }

  @inline
  static remainder(x: v128, n: v128): v128 {
    return f32x4.sub(f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH))), f32x4.mul(n, f32x4.splat(LN2_LOW)));
  }

  @inline
  static expMinusOneNearZero(r: v128): v128 {
    let p = f32x4.splat(1.98756915e-4);
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
    return f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r);
  }

  /** 2^n of whole numbers from -126 to 127, written into the exponent. */
  @inline
  static powerOfTwo(n: v128): v128 {
    return i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  }

  /** ln(1 + y) for y from 0 to 1, as 2 artanh(y / (2 + y)) by its series. */
  @inline
  static logOnePlus(y: v128): v128 {
    const s = f32x4.div(y, f32x4.add(y, f32x4.splat(2)));
    const square = f32x4.mul(s, s);
    let p = f32x4.splat(2.0 / 13.0);
    p = f32x4.add(f32x4.mul(p, square), f32x4.splat(2.0 / 11.0));
    p = f32x4.add(f32x4.mul(p, square), f32x4.splat(2.0 / 9.0));
    p = f32x4.add(f32x4.mul(p, square), f32x4.splat(2.0 / 7.0));
    p = f32x4.add(f32x4.mul(p, square), f32x4.splat(2.0 / 5.0));
    p = f32x4.add(f32x4.mul(p, square), f32x4.splat(2.0 / 3.0));
    return f32x4.add(f32x4.mul(f32x4.mul(p, square), s), f32x4.add(s, s));
  }

  /** A quotient of polynomials of degree 13 and 6 (minimax coefficients as the Eigen library has them). */
  @inline
  static tanh(x: v128): v128 {
    const limited = Vector.atLeast(Vector.atMost(x, f32x4.splat(TANH_MAX)), f32x4.splat(-TANH_MAX));
    const square = f32x4.mul(limited, limited);
    let above = f32x4.splat(-2.76076847742355e-16);
    above = f32x4.add(f32x4.mul(above, square), f32x4.splat(2.00018790482477e-13));
    above = f32x4.add(f32x4.mul(above, square), f32x4.splat(-8.60467152213735e-11));
    above = f32x4.add(f32x4.mul(above, square), f32x4.splat(5.12229709037114e-8));
    above = f32x4.add(f32x4.mul(above, square), f32x4.splat(1.48572235717979e-5));
    above = f32x4.add(f32x4.mul(above, square), f32x4.splat(6.37261928875436e-4));
    above = f32x4.add(f32x4.mul(above, square), f32x4.splat(4.89352455891786e-3));
    let below = f32x4.splat(1.19825839466702e-6);
    below = f32x4.add(f32x4.mul(below, square), f32x4.splat(1.18534705686654e-4));
    below = f32x4.add(f32x4.mul(below, square), f32x4.splat(2.268434632439e-3));
    below = f32x4.add(f32x4.mul(below, square), f32x4.splat(4.89352518554385e-3));
    return f32x4.div(f32x4.mul(limited, above), below);
  }

  @inline
  static sigmoid(x: v128): v128 {
    const one = f32x4.splat(1);
    return f32x4.div(one, f32x4.add(one, Vector.exp(f32x4.neg(x))));
  }

  /** ln(1 + e^x). */
  @inline
  static softplus(x: v128): v128 {
    const tail = Vector.logOnePlus(Vector.exp(f32x4.neg(f32x4.abs(x))));
    return f32x4.add(Vector.atLeast(x, f32x4.splat(0)), tail);
  }

  /** Four columns of a matrix from four rows, or the reverse. */
  @inline
  static interleaveLow(a: v128, b: v128): v128 {
    return v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  }

  @inline
  static interleaveHigh(a: v128, b: v128): v128 {
    return v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  }

  /** The first two of each. */
  @inline
  static joinLow(a: v128, b: v128): v128 {
    return v128.shuffle<f32>(a, b, 0, 1, 4, 5);
  }

  /** The last two of each. */
  @inline
  static joinHigh(a: v128, b: v128): v128 {
    return v128.shuffle<f32>(a, b, 2, 3, 6, 7);
  }

  /** The sums of four vectors' lanes, one lane each. */
  @inline
  static sumLanes(a: v128, b: v128, c: v128, d: v128): v128 {
    const ab = f32x4.add(Vector.interleaveLow(a, b), Vector.interleaveHigh(a, b));
    const cd = f32x4.add(Vector.interleaveLow(c, d), Vector.interleaveHigh(c, d));
    return f32x4.add(Vector.joinLow(ab, cd), Vector.joinHigh(ab, cd));
  }
}
