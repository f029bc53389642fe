/** p(x,y) as rows of numbers; p(t|x) likewise. */
export type Table = readonly (readonly number[])[];

/** I(X;T) and I(T;Y) in bits of an encoder p(t|x), by the sums of the definition. */
export function referenceInformation(
  joint: Table,
  encoder: Table,
): { readonly ixt: number; readonly ity: number } {
  const inputs = joint.map((row) => row.reduce((a, b) => a + b));
  const withInput = encoder.map((row, x) => row.map((share) => share * inputs[x]!));
  const values = encoder[0]!.map((_, t) => t);
  const withLabel = values.map((t) =>
    joint[0]!.map((_, y) =>
      joint.reduce((sum, row, x) => sum + (inputs[x]! > 0 ? row[y]! * encoder[x]![t]! : 0), 0),
    ),
  );
  return { ixt: mutualInformation(withInput), ity: mutualInformation(withLabel) };
}

/** Σ p(a,b) log2[p(a,b) / (p(a) p(b))]. */
export function mutualInformation(joint: Table): number {
  const rows = joint.map((row) => row.reduce((a, b) => a + b));
  const columns = joint[0]!.map((_, b) => joint.reduce((sum, row) => sum + row[b]!, 0));
  let bits = 0;
  for (const [a, row] of joint.entries()) {
    for (const [b, both] of row.entries()) {
      bits += both > 0 ? both * Math.log2(both / (rows[a]! * columns[b]!)) : 0;
    }
  }
  return bits;
}

/** Every function of X, up to the names of its values, as p(t|x). */
export function everyHardEncoder(inputs: number): Table[] {
  let partitions: number[][] = [[]];
  for (let x = 0; x < inputs; x++) {
    partitions = partitions.flatMap((values) =>
      Array.from({ length: Math.max(-1, ...values) + 2 }, (_, t) => [...values, t]),
    );
  }
  return partitions.map((values) =>
    values.map((t) => Array.from({ length: inputs }, (_, k) => (k === t ? 1 : 0))),
  );
}

/**
 * The smallest I(X;T) - β I(T;Y) that the self-consistent equations, as they are written, come to from some random
 * encoders: slow, and sometimes above the true minimum.
 */
export function referenceLagrangian(
  joint: Table,
  beta: number,
  starts: number,
  steps: number,
  uniform: () => number,
): number {
  const inputs = joint.map((row) => row.reduce((a, b) => a + b));
  const conditional = joint.map((row, x) => row.map((both) => both / inputs[x]!));
  let smallest = 0;
  for (let start = 0; start < starts; start++) {
    let encoder = joint.map(() => normalize(joint.map(() => uniform() ** 3 + 1e-3)));
    for (let step = 0; step < steps; step++) {
      const shares = joint.map((_, t) => encoder.reduce((sum, row, x) => sum + row[t]! * inputs[x]!, 0));
      const decoders = shares.map((share, t) =>
        joint[0]!.map((_, y) => joint.reduce((sum, row, x) => sum + row[y]! * encoder[x]![t]!, 0) / share),
      );
      encoder = conditional.map((row) =>
        normalize(decoders.map((decoder, t) => shares[t]! * Math.exp(-beta * divergence(row, decoder)))),
      );
    }
    const { ixt, ity } = referenceInformation(joint, encoder);
    smallest = Math.min(smallest, ixt - beta * ity);
  }
  return smallest;
}

function divergence(p: readonly number[], q: readonly number[]): number {
  return p.reduce((sum, share, y) => sum + (share > 0 ? share * Math.log(share / q[y]!) : 0), 0);
}

function normalize(weights: readonly number[]): number[] {
  const total = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / total);
}
