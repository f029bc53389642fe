import type { Proceed } from "../../base/proceed";
import type { RandomStream } from "../../base/random";
import type { BottleneckProblem } from "./bottleneckProblem";

/** The value of T of each input: a number below the number of inputs. Which numbers they are means nothing. */
export type HardEncoder = Uint32Array;

/** Random changes that are tried after the given starts, each from the best encoder so far. */
const RESTARTS = 4;
/** The share of the inputs that one of them moves. */
const MOVED_SHARE = 0.2;
/** Starts that are searched from, the best ones. */
const STARTS_MAX = 4;

/** A change that lowers the cost by less than this, in nats, is rounding. */
const ROUNDING = 1e-12;

/**
 * Minimizes H(T) - β I(T;Y) over hard encoders (Strouse & Schwab 2017, eq. 7), one input and one merger at a time
 * until none lowers it: a search that ends in a local minimum, from several starts.
 *
 */
export function bestHardEncoder(
  problem: BottleneckProblem,
  beta: number,
  starts: readonly HardEncoder[],
  random: RandomStream,
  proceed: Proceed,
): HardEncoder {
  const byCost = starts
    .map((encoder) => ({ encoder, cost: costOf(problem, beta, encoder) }))
    .sort((a, b) => a.cost - b.cost);
  let best = byCost[0]!;
  for (let trial = 0; trial < STARTS_MAX + RESTARTS; trial++) {
    const start = trial < STARTS_MAX ? byCost[trial]?.encoder : moveSome(best.encoder, random);
    if (start === undefined) {
      continue;
    }
    const encoder = descend(problem, beta, start, proceed);
    const cost = costOf(problem, beta, encoder);
    best = cost < best.cost ? { encoder, cost } : best;
  }
  return best.encoder;
}

/** H(T) = I(X;T) and I(T;Y), in bits. */
export function informationOfEncoder(
  problem: BottleneckProblem,
  encoder: HardEncoder,
): { readonly ixt: number; readonly ity: number } {
  const { inputs, classes, labels } = problem;
  const joint = jointOfEncoder(problem, encoder);
  let clusterEntropy = 0;
  let information = 0;
  for (let t = 0; t < inputs; t++) {
    const row = joint.subarray(t * classes, (t + 1) * classes);
    const probability = row.reduce((sum, both) => sum + both, 0);
    clusterEntropy -= timesLog(probability);
    for (let y = 0; y < classes; y++) {
      information += row[y]! > 0 ? row[y]! * Math.log(row[y]! / probability / labels[y]!) : 0;
    }
  }
  return { ixt: Math.max(0, clusterEntropy) / Math.LN2, ity: Math.max(0, information) / Math.LN2 };
}

/** The encoders after each of some mergers of inputs (see `agglomerate`). */
export function mergedEncoders(
  inputs: number,
  mergers: readonly (readonly [number, number])[],
): HardEncoder[] {
  let encoder: HardEncoder = Uint32Array.from({ length: inputs }, (_, x) => x);
  return mergers.map(([into, from]) => {
    encoder = encoder.map((t) => (t === from ? into : t));
    return encoder;
  });
}

/** Moves of single inputs and mergers, as long as one lowers the cost. */
function descend(
  problem: BottleneckProblem,
  beta: number,
  start: HardEncoder,
  proceed: Proceed,
): HardEncoder {
  const { inputs, classes, probabilities, conditional } = problem;
  const encoder = Uint32Array.from(start);
  for (let changed = true; changed;) {
    changed = false;
    // Made anew in every sweep, so that rounding does not add up.
    const joint = jointOfEncoder(problem, encoder);
    const members = new Uint32Array(inputs);
    for (const t of encoder) {
      members[t]!++;
    }
    const rowOf = (t: number): Float64Array => joint.subarray(t * classes, (t + 1) * classes);
    const costs = Float64Array.from({ length: inputs }, (_, t) => costOfRow(rowOf(t), undefined, 0, beta));
    for (let x = 0; x < inputs; x++) {
      proceed();
      const moved = conditional
        .subarray(x * classes, (x + 1) * classes)
        .map((share) => share * probabilities[x]!);
      const from = encoder[x]!;
      const without = costOfRow(rowOf(from), moved, -1, beta) - costs[from]!;
      let best = from;
      let lowest = -ROUNDING;
      let triedEmpty = members[from] === 1;
      for (let t = 0; t < inputs; t++) {
        if (t === from || (members[t] === 0 && triedEmpty)) {
          continue;
        }
        triedEmpty ||= members[t] === 0;
        const change = without + costOfRow(rowOf(t), moved, 1, beta) - costs[t]!;
        if (change < lowest) {
          lowest = change;
          best = t;
        }
      }
      if (best !== from) {
        changed = true;
        encoder[x] = best;
        members[from]!--;
        members[best]!++;
        addTo(rowOf(from), moved, -1);
        addTo(rowOf(best), moved, 1);
        costs[from] = costOfRow(rowOf(from), undefined, 0, beta);
        costs[best] = costOfRow(rowOf(best), undefined, 0, beta);
      }
    }
    for (let a = 0; a < inputs; a++) {
      proceed();
      for (let b = a + 1; b < inputs && members[a]! > 0; b++) {
        if (members[b] === 0) {
          continue;
        }
        const merged = costOfRow(rowOf(a), rowOf(b), 1, beta);
        if (merged - costs[a]! - costs[b]! < -ROUNDING) {
          changed = true;
          addTo(rowOf(a), rowOf(b), 1);
          costs[a] = merged;
          rowOf(b).fill(0);
          costs[b] = 0;
          members[a]! += members[b]!;
          members[b] = 0;
          for (let x = 0; x < inputs; x++) {
            encoder[x] = encoder[x] === b ? a : encoder[x]!;
          }
        }
      }
    }
  }
  return encoder;
}

/** Some inputs, each to the value of a random other. */
function moveSome(encoder: HardEncoder, random: RandomStream): HardEncoder {
  return encoder.map((t) => (random.uniform() < MOVED_SHARE ? encoder[random.below(encoder.length)]! : t));
}

function jointOfEncoder(
  { inputs, classes, probabilities, conditional }: BottleneckProblem,
  encoder: HardEncoder,
): Float64Array {
  const joint = new Float64Array(inputs * classes);
  for (let x = 0; x < inputs; x++) {
    for (let y = 0; y < classes; y++) {
      joint[encoder[x]! * classes + y]! += probabilities[x]! * conditional[x * classes + y]!;
    }
  }
  return joint;
}

/** H(T) - β I(T;Y) up to β H(Y), in nats. */
function costOf(problem: BottleneckProblem, beta: number, encoder: HardEncoder): number {
  const { inputs, classes } = problem;
  const joint = jointOfEncoder(problem, encoder);
  let cost = 0;
  for (let t = 0; t < inputs; t++) {
    cost += costOfRow(joint.subarray(t * classes, (t + 1) * classes), undefined, 0, beta);
  }
  return cost;
}

/** One value's part of the Lagrangian: (β - 1) p(t) ln p(t) - β Σ_y p(t,y) ln p(t,y), of a row with another added or taken off. */
function costOfRow(row: Float64Array, other: Float64Array | undefined, sign: number, beta: number): number {
  let probability = 0;
  let weighted = 0;
  for (let y = 0; y < row.length; y++) {
    const both = other === undefined ? row[y]! : row[y]! + sign * other[y]!;
    if (both > 0) {
      probability += both;
      weighted += both * Math.log(both);
    }
  }
  return (beta - 1) * timesLog(probability) - beta * weighted;
}

function addTo(row: Float64Array, other: Float64Array, sign: number): void {
  for (let y = 0; y < row.length; y++) {
    row[y] = Math.max(0, row[y]! + sign * other[y]!);
  }
}

function timesLog(probability: number): number {
  return probability > 0 ? probability * Math.log(probability) : 0;
}
