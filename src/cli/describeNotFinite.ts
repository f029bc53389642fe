import type { NumericArray } from "../data/numpy/npyArray";
import { countOf } from "../base/text";

/**
 * What in a file is not a finite number, and where, as a sentence; undefined if all of the file is.
 * @param array of one or two dimensions
 */
export function describeNotFinite(path: string, { values, shape }: NumericArray): string | undefined {
  let count = 0;
  let first = 0;
  for (let i = values.length - 1; i >= 0; i--) {
    if (!Number.isFinite(values[i])) {
      count++;
      first = i;
    }
  }
  if (count === 0) {
    return undefined;
  }
  const columns = shape[1] ?? 1;
  const place = `row ${Math.floor(first / columns)}${shape.length > 1 ? `, column ${first % columns}` : ""}`;
  return count === 1
    ? `${path} holds ${values[first]!} in ${place} (counted from 0).`
    : `${path} holds ${countOf(count, "value")} that are not finite numbers, the first of them ${values[first]!} in ${place} (counted from 0).`;
}
