import type { Proceed } from "../../base/proceed";
import { bottleneckProblem } from "./bottleneckProblem";
import { inputLabelInformation, type JointDistribution } from "./jointDistribution";
import { agglomerate } from "./agglomerate";

/** Inputs whose p(y|x) differ by no more than this in any class are one. */
export const SAME_CONDITIONAL = 1e-9;

/** So many rows are compared with each other at a time. */
const BLOCK_ROWS = 1024;

/**
 * Drops inputs of probability 0 and merges those with the same p(y|x): T can tell them apart only in vain, so the
 * curve stays as it is, and the distinct ones are the minimal sufficient statistic of X for Y.
 */
export function mergeEqualInputs(joint: JointDistribution): JointDistribution {
  const { inputs, classes, probabilities, conditional } = bottleneckProblem(joint);
  // Equal rows have equal projections, so only neighbors in their order have to be compared.
  const projection = new Float64Array(inputs);
  let reach = 0;
  for (let y = 0; y < classes; y++) {
    const weight = 1 + Math.cos(1 + y) / 3;
    reach += weight * SAME_CONDITIONAL;
    for (let x = 0; x < inputs; x++) {
      projection[x]! += weight * conditional[x * classes + y]!;
    }
  }
  const order = Array.from(projection.keys()).sort((a, b) => projection[a]! - projection[b]!);
  const kept: number[] = [];
  const rows: Float64Array[] = [];
  for (const x of order) {
    const row = conditional.subarray(x * classes, (x + 1) * classes);
    let other = kept.length - 1;
    while (
      other >= 0 &&
      projection[x]! - projection[kept[other]!]! <= reach &&
      row.some((share, y) => Math.abs(share - conditional[kept[other]! * classes + y]!) > SAME_CONDITIONAL)
    ) {
      other--;
    }
    const isSame = other >= 0 && projection[x]! - projection[kept[other]!]! <= reach;
    const weighted = row.map((share) => share * probabilities[x]!);
    if (isSame) {
      rows[other] = rows[other]!.map((both, y) => both + weighted[y]!);
    } else {
      kept.push(x);
      rows.push(weighted);
    }
  }
  return jointOfRows(rows, classes);
}

/**
 * Merges the inputs most alike until at most `limit` are left, by what each merger loses of I(X;Y) (the
 * agglomerative bottleneck, Slonim & Tishby 1999).
 * @returns the merged inputs (the given ones if they are few enough) and the bits of I(X;Y) lost
 */
export function mergeAlikeInputs(
  joint: JointDistribution,
  limit: number,
  proceed: Proceed,
): { readonly joint: JointDistribution; readonly lost: number } {
  const { inputs, classes, table } = joint;
  if (inputs <= limit) {
    return { joint, lost: 0 };
  }
  let rows: Float64Array[] = Array.from({ length: inputs }, (_, x) =>
    table.slice(x * classes, (x + 1) * classes),
  );
  while (rows.length > limit) {
    const target = rows.length > BLOCK_ROWS ? undefined : limit;
    const merged: Float64Array[] = [];
    for (const block of splitIntoBlocks(rows)) {
      const path = agglomerate(block, target ?? Math.ceil(block.length / 2), proceed);
      merged.push(...path.rows);
    }
    rows = merged;
  }
  const reduced = jointOfRows(rows, classes);
  return { joint: reduced, lost: Math.max(0, inputLabelInformation(joint) - inputLabelInformation(reduced)) };
}

/** Halves the rows at the median of the class that varies most, until the parts can be compared pair by pair. */
function splitIntoBlocks(rows: readonly Float64Array[]): (readonly Float64Array[])[] {
  if (rows.length <= BLOCK_ROWS) {
    return [rows];
  }
  const shares = rows.map((row) => {
    const probability = row.reduce((sum, both) => sum + both, 0);
    return row.map((both) => both / probability);
  });
  let widest = 0;
  let widestRange = -1;
  for (let y = 0; y < rows[0]!.length; y++) {
    let low = Infinity;
    let high = -Infinity;
    for (const share of shares) {
      low = Math.min(low, share[y]!);
      high = Math.max(high, share[y]!);
    }
    if (high - low > widestRange) {
      widest = y;
      widestRange = high - low;
    }
  }
  const order = Array.from(shares.keys()).sort((a, b) => shares[a]![widest]! - shares[b]![widest]!);
  const middle = rows.length >> 1;
  return [order.slice(0, middle), order.slice(middle)].flatMap((half) =>
    splitIntoBlocks(half.map((x) => rows[x]!)),
  );
}

function jointOfRows(rows: readonly Float64Array[], classes: number): JointDistribution {
  const table = new Float64Array(rows.length * classes);
  for (const [x, row] of rows.entries()) {
    table.set(row, x * classes);
  }
  return { inputs: rows.length, classes, table };
}
