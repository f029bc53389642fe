/** A share of something in words for a sentence's beginning: "12.3 %", "Less than 0.1 %". */
export function percent(share: number): string {
  return share < 1e-3 ? "Less than 0.1 %" : `${(100 * share).toFixed(1)} %`;
}
