import { mergingLoss } from "./agglomerate";
import { inputProbabilities, type JointDistribution } from "./jointDistribution";

/** A joint distribution laid out for the self-consistent equations. No input has probability 0. */
export interface BottleneckProblem {
  readonly inputs: number;
  readonly classes: number;
  /** p(x). */
  readonly probabilities: Float64Array;
  /** p(y|x), row-major, inputs × classes. */
  readonly conditional: Float64Array;
  /** Σ_y p(y|x) ln p(y|x) for each input, in nats. */
  readonly negativeEntropies: Float64Array;
  /** p(y). */
  readonly labels: Float64Array;
}

/**
 * The values of T as their joint distribution with Y: p(t,y), row-major, count × classes. It holds all that the
 * self-consistent equations hand on: p(t) are its row sums, p(y|t) its rows divided by them.
 */
export interface Clusters {
  readonly count: number;
  readonly joint: Float64Array;
}

/** The largest difference between two p(y|t) that may be the same. */
const ALIKE = 0.05;

export function bottleneckProblem(joint: JointDistribution): BottleneckProblem {
  const { classes, table } = joint;
  const everyProbability = inputProbabilities(joint);
  const kept = Array.from(everyProbability.keys()).filter((x) => everyProbability[x]! > 0);
  const inputs = kept.length;
  const probabilities = Float64Array.from(kept, (x) => everyProbability[x]!);
  const conditional = new Float64Array(inputs * classes);
  const negativeEntropies = new Float64Array(inputs);
  const labels = new Float64Array(classes);
  for (const [row, x] of kept.entries()) {
    for (let y = 0; y < classes; y++) {
      const both = table[x * classes + y]!;
      const share = both / probabilities[row]!;
      conditional[row * classes + y] = share;
      negativeEntropies[row]! += share > 0 ? share * Math.log(share) : 0;
      labels[y]! += both;
    }
  }
  return { inputs, classes, probabilities, conditional, negativeEntropies, labels };
}

/** T constant: one cluster, which holds p(y). */
export function trivialClusters({ labels }: BottleneckProblem): Clusters {
  return { count: 1, joint: labels };
}

/** T = X: one cluster an input. */
export function inputClusters({ inputs, classes, probabilities, conditional }: BottleneckProblem): Clusters {
  return {
    count: inputs,
    joint: conditional.map((share, i) => share * probabilities[Math.floor(i / classes)]!),
  };
}

/** One more cluster with the given p(y|t), which takes its share from the others. */
export function addCluster(clusters: Clusters, decoder: Float64Array, share: number): Clusters {
  const joint = new Float64Array(clusters.joint.length + decoder.length);
  joint.set(clusters.joint.map((both) => both * (1 - share)));
  joint.set(
    decoder.map((probability) => probability * share),
    clusters.joint.length,
  );
  return { count: clusters.count + 1, joint };
}

/**
 * Drops clusters below a probability, and merges those so alike that each merger loses at most `lossMax` nats of
 * I(T;Y). Two clusters that differ by more than ALIKE in some class stay apart, however rare they are.
 */
export function tidyClusters(
  { count, joint }: Clusters,
  classes: number,
  smallest: number,
  lossMax: number,
): Clusters {
  const kept: { probability: number; row: Float64Array }[] = [];
  for (let t = 0; t < count; t++) {
    const row = joint.slice(t * classes, (t + 1) * classes);
    const probability = row.reduce((sum, both) => sum + both, 0);
    if (!(probability > smallest)) {
      continue;
    }
    const same = kept.find((other) => {
      for (let y = 0; y < classes; y++) {
        if (Math.abs(row[y]! / probability - other.row[y]! / other.probability) > ALIKE) {
          return false;
        }
      }
      return mergingLoss(row, other.row) <= lossMax;
    });
    if (same === undefined) {
      kept.push({ probability, row });
    } else {
      same.probability += probability;
      same.row = same.row.map((both, y) => both + row[y]!);
    }
  }
  const total = kept.reduce((sum, { probability }) => sum + probability, 0);
  const tidied = new Float64Array(kept.length * classes);
  for (const [t, { row }] of kept.entries()) {
    tidied.set(
      row.map((both) => both / total),
      t * classes,
    );
  }
  return { count: kept.length, joint: tidied };
}
