/** A share in percent: "96.0 %". */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** The same at the beginning of a sentence, of shares that are not 0: "12.3 %", "Less than 0.1 %". */
export function percentOf(share: number): string {
  return share < 1e-3 ? "Less than 0.1 %" : percent(share);
}

/** Information with two decimals. */
export function bits(value: number): string {
  return value.toFixed(2);
}

/** A number with three digits that count, without zeros behind: "0.05", "23.1", "1e-7". */
export function plain(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** A time: "5 s", "1 min 5 s", "2 h 3 min". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) {
    return `${whole} s`;
  }
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
