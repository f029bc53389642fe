import fc from "fast-check";
import type { LabelDistribution, LayerSample } from "../../src/information/estimate";
import { writtenOut } from "./writtenOut";

export interface LabeledLayer {
  readonly layer: LayerSample;
  readonly labels: LabelDistribution;
}

/** A layer in double precision, so that no value is rounded on the way in. */
export function layerOf(values: ArrayLike<number>, units = 1): LayerSample {
  return { activations: Float64Array.from(values), rows: values.length / units, units };
}

export function oneHotLabels(labels: readonly number[], classes: number): LabelDistribution {
  const conditional = new Float64Array(labels.length * classes);
  for (const [row, label] of labels.entries()) {
    conditional[row * classes + label] = 1;
  }
  return { classes, conditional, sampled: Uint16Array.from(labels) };
}

/** p(y|x) from one row of weights a row of the layer; the sampled label is the likeliest. */
export function softLabels(weights: readonly (readonly number[])[]): LabelDistribution {
  const shares = weights.map((row) => row.map((weight) => weight / row.reduce((a, b) => a + b)));
  return {
    classes: weights[0]!.length,
    conditional: Float64Array.from(shares.flat()),
    sampled: Uint16Array.from(shares, (row) => row.indexOf(Math.max(...row))),
  };
}

/** The same rows in another order: place i gets row order[i]. */
export function reorderRows({ layer, labels }: LabeledLayer, order: readonly number[]): LabeledLayer {
  const { activations, units } = layer;
  const { classes, sampled } = labels;
  const pick = (values: ArrayLike<number>, columns: number): number[] =>
    order.flatMap((row) => Array.from({ length: columns }, (_, column) => values[row * columns + column]!));
  return {
    layer: { ...layer, activations: Float64Array.from(pick(activations, units)) },
    labels: {
      classes,
      conditional: Float64Array.from(pick(writtenOut(labels), classes)),
      sampled: Uint16Array.from(pick(sampled, 1)),
    },
  };
}

/**
 * Layers of 1 to 4 units with repeated rows and values, in any order, with soft or one-hot labels of 1 to 4 classes.
 * The values lie within ±reach.
 */
export function labeledLayers(maxRows: number, reach: number): fc.Arbitrary<LabeledLayer> {
  return fc
    .record({
      units: fc.integer({ min: 1, max: 4 }),
      classes: fc.integer({ min: 1, max: 4 }),
      oneHot: fc.boolean(),
    })
    .chain(({ units, classes, oneHot }) => {
      const value = fc.oneof(
        fc.constantFrom(-reach, 0, -0, reach / 2),
        fc.integer({ min: -1e6, max: 1e6 }).map((steps) => (steps / 1e6) * reach),
      );
      const row = fc.record({
        values: fc.array(value, { minLength: units, maxLength: units }),
        weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: classes, maxLength: classes }),
        label: fc.nat({ max: classes - 1 }),
        repeats: fc.constantFrom(1, 1, 1, 3),
      });
      return fc.array(row, { minLength: 1, maxLength: Math.ceil(maxRows / 2) }).map((rows) => {
        // A repeated row gets the labels of its neighbors, so that equal rows have unequal labels.
        const all = rows
          .flatMap((each) => Array.from({ length: each.repeats }, () => each))
          .slice(0, maxRows);
        const layer = layerOf(
          all.flatMap(({ values }) => values),
          units,
        );
        const turned = all.map((_, i) => all[(i + 1) % all.length]!);
        const labels = oneHot
          ? oneHotLabels(
              turned.map(({ label }) => label),
              classes,
            )
          : softLabels(turned.map(({ weights }) => weights));
        return { layer, labels };
      });
    });
}
