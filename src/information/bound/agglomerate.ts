import type { Proceed } from "../../base/proceed";
/** What is left after merging rows of a joint table p(x,y), and how it came to be. */
export interface Agglomeration {
  readonly rows: readonly Float64Array[];
  /** The mergers in their order, as numbers of given rows: everything that stands in the second joins the first. */
  readonly mergers: readonly (readonly [number, number])[];
}

/**
 * Merges, again and again, the two rows whose merger loses least of I(X;Y): with m_i = p(x_i, ·) the loss is
 * Φ(m_i) + Φ(m_j) - Φ(m_i + m_j), where Φ(m) = Σ_y m_y ln m_y - (Σ m) ln(Σ m); it is the weighted Jensen-Shannon
 * divergence of Slonim & Tishby 1999, eq. 4.
 *
 * @param target rows to stop at; at least 1
 */
export function agglomerate(given: readonly Float64Array[], target: number, proceed: Proceed): Agglomeration {
  const rows: (Float64Array | undefined)[] = [...given];
  const informations = given.map((row) => negativeConditionalEntropy(row));
  // Each row's best partner among the later rows.
  const partners = new Int32Array(given.length).fill(-1);
  const losses = new Float64Array(given.length).fill(Infinity);
  const findPartner = (i: number): void => {
    losses[i] = Infinity;
    partners[i] = -1;
    for (let j = i + 1; j < rows.length; j++) {
      if (rows[j] !== undefined) {
        const loss = lossOf(rows[i]!, rows[j]!, informations[i]!, informations[j]!);
        if (loss < losses[i]) {
          losses[i] = loss;
          partners[i] = j;
        }
      }
    }
  };
  for (let i = 0; i < rows.length; i++) {
    proceed();
    findPartner(i);
  }
  const mergers: (readonly [number, number])[] = [];
  for (let left = rows.length; left > target; left--) {
    proceed();
    let first = -1;
    for (let i = 0; i < rows.length; i++) {
      if (partners[i]! >= 0 && (first < 0 || losses[i]! < losses[first]!)) {
        first = i;
      }
    }
    const second = partners[first]!;
    const absorbed = rows[second]!;
    const merged = rows[first]!.map((both, y) => both + absorbed[y]!);
    rows[first] = merged;
    informations[first] = negativeConditionalEntropy(merged);
    rows[second] = undefined;
    losses[second] = Infinity;
    partners[second] = -1;
    mergers.push([first, second]);
    for (let i = 0; i < rows.length; i++) {
      if (rows[i] === undefined) {
        continue;
      }
      if (i === first || partners[i] === first || partners[i] === second) {
        findPartner(i);
      } else if (i < first) {
        const loss = lossOf(rows[i]!, merged, informations[i]!, informations[first]!);
        if (loss < losses[i]!) {
          losses[i] = loss;
          partners[i] = first;
        }
      }
    }
  }
  return { rows: rows.filter((row) => row !== undefined), mergers };
}

/** What merging two rows of p(x,y) loses of I(X;Y), in nats. */
export function mergingLoss(a: Float64Array, b: Float64Array): number {
  return Math.max(0, lossOf(a, b, negativeConditionalEntropy(a), negativeConditionalEntropy(b)));
}

function lossOf(a: Float64Array, b: Float64Array, ofA: number, ofB: number): number {
  let total = 0;
  let merged = 0;
  for (let y = 0; y < a.length; y++) {
    const both = a[y]! + b[y]!;
    total += both;
    merged += both > 0 ? both * Math.log(both) : 0;
  }
  return ofA + ofB - (merged - total * Math.log(total));
}

/** Φ of one row: -p(x) H(Y|x), in nats. */
function negativeConditionalEntropy(row: Float64Array): number {
  let total = 0;
  let weighted = 0;
  for (const both of row) {
    total += both;
    weighted += both > 0 ? both * Math.log(both) : 0;
  }
  return total > 0 ? weighted - total * Math.log(total) : 0;
}
