/**
 * The bins of rows of values, `unitsOfWord` units at a time written as the digits of one whole number in base `bins`,
 * which a double holds: two rows have equal words just where all their bins are equal.
 *
 * Equal intervals from `low` upwards, `scale` bins to a unit of the values; values beyond the first and last bin count
 * to these. Two rows at a time, in double precision, as floor((value - low) · scale) is computed.
 *
 * @param values floats, or doubles where `doubles` is not 0; row-major
 * @param words rows × ⌈units / unitsOfWord⌉ doubles
 * @returns how many values lie below `low` or above `high`
 */
export function binValues(
  values: usize,
  doubles: i32,
  rows: i32,
  units: i32,
  low: f64,
  high: f64,
  scale: f64,
  bins: i32,
  unitsOfWord: i32,
  words: usize,
): i32 {
  const wordsOfRow = (units + unitsOfWord - 1) / unitsOfWord;
  const bytesOfValue: usize = doubles ? 8 : 4;
  const bytesOfRow = <usize>units * bytesOfValue;
  const bytesOfWords = (<usize>wordsOfRow) << 3;
  const lows = f64x2.splat(low);
  const highs = f64x2.splat(high);
  const scales = f64x2.splat(scale);
  const base = f64x2.splat(bins);
  const last = f64x2.splat(bins - 1);
  const zero = f64x2.splat(0);
  let outside = i64x2.splat(0);
  let outsideOfTwin: i64 = 0;
  for (let row: i32 = 0; row < rows; row += 2) {
    // Without a partner, the last row is its own, which is counted once.
    const isAlone = row + 1 == rows;
    const toPartner: usize = isAlone ? 0 : bytesOfRow;
    if (isAlone) {
      outsideOfTwin = i64x2.extract_lane(outside, 1);
    }
    let at = values;
    let left = units;
    for (let word = words; word < words + bytesOfWords; word += 8) {
      let number = zero;
      const end = at + <usize>min(left, unitsOfWord) * bytesOfValue;
      for (; at < end; at += bytesOfValue) {
        const pair = doubles
          ? v128.load64_lane(at + toPartner, v128.load64_zero(at), 1)
          : f64x2.promote_low_f32x4(v128.load32_lane(at + toPartner, v128.load32_zero(at), 1));
        outside = i64x2.sub(outside, v128.or(f64x2.lt(pair, lows), f64x2.gt(pair, highs)));
        const place = f64x2.mul(f64x2.sub(pair, lows), scales);
        const bin = f64x2.floor(f64x2.pmin(last, f64x2.pmax(zero, place)));
        number = f64x2.add(f64x2.mul(number, base), bin);
      }
      left -= unitsOfWord;
      v128.store64_lane(word, number, 0);
      if (!isAlone) {
        v128.store64_lane(word + bytesOfWords, number, 1);
      }
    }
    values += bytesOfRow << 1;
    words += bytesOfWords << 1;
  }
  const ofSecond = rows & 1 ? outsideOfTwin : i64x2.extract_lane(outside, 1);
  return <i32>(i64x2.extract_lane(outside, 0) + ofSecond);
}
