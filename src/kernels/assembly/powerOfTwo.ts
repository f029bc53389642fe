/** 1.5 · 2^23: a float this large has no fraction, so that adding it rounds, and its last bits hold the whole part. */
const ROUNDER: f32 = 12582912;

/**
 * 2^t for four floats from -126 to 126, to within 1.6e-7 of its size, and exactly 1 at 0: the nearest whole number
 * goes into the exponent, and a polynomial of degree 5 (minimax on [-1/2, 1/2], with the constant held at 1) makes up
 * for the rest.
 */
export class PowerOfTwo {
  @inline static of(t: v128): v128 {
    const rounded = f32x4.add(t, f32x4.splat(ROUNDER));
    const rest = f32x4.sub(t, f32x4.sub(rounded, f32x4.splat(ROUNDER)));
    let power = f32x4.splat(0.0013264723894128652);
    power = f32x4.add(f32x4.mul(power, rest), f32x4.splat(0.009671512869776452));
    power = f32x4.add(f32x4.mul(power, rest), f32x4.splat(0.055507337542432506));
    power = f32x4.add(f32x4.mul(power, rest), f32x4.splat(0.24022242080358433));
    power = f32x4.add(f32x4.mul(power, rest), f32x4.splat(0.6931469775914983));
    power = f32x4.add(f32x4.mul(power, rest), f32x4.splat(1));
    return i32x4.add(power, i32x4.shl(rounded, 23));
  }
}
