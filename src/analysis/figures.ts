/** A share in percent: "96.0 %". */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

export function bits(value: number): string {
  return value.toFixed(2);
}

/** A number with three digits that count, without zeros behind: "0.05", "23.1", "1e-7". */
export function plain(value: number): string {
  return String(Number(value.toPrecision(3)));
}
