import fc from "fast-check";
import { informationCurve, type InformationCurve } from "../../../../src/information/bound/informationCurve";
import {
  jointFromConditional,
  jointFromTable,
  type JointDistribution,
} from "../../../../src/information/bound/jointDistribution";
import type { Table } from "../../../support/reference/referenceBottleneck";

/** p(x,y) from rows of weights. */
export function jointOf(rows: Table): JointDistribution {
  const made = jointFromTable(rows.flat(), rows.length, rows[0]!.length);
  if (!made.ok) {
    throw new Error(made.failure.message);
  }
  return made.value;
}

/** p(x,y) from rows of p(y|x), every x equally likely or as given. */
export function channelOf(rows: Table, inputs?: readonly number[]): JointDistribution {
  const made = jointFromConditional(rows.flat(), rows.length, rows[0]!.length, inputs);
  if (!made.ok) {
    throw new Error(made.failure.message);
  }
  return made.value;
}

export function curveOf(joint: JointDistribution, points?: number): InformationCurve {
  return informationCurve(joint, points === undefined ? {} : { points }, () => true);
}

export function tableOf({ inputs, classes, table }: JointDistribution): Table {
  return Array.from({ length: inputs }, (_, x) => [...table.subarray(x * classes, (x + 1) * classes)]);
}

/** Tables of 2 to 5 inputs and 2 or 3 classes, some entries 0, no class without weight. */
export const tableArbitrary: fc.Arbitrary<number[][]> = fc
  .record({ inputs: fc.integer({ min: 2, max: 5 }), classes: fc.integer({ min: 2, max: 3 }) })
  .chain(({ inputs, classes }) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: classes, maxLength: classes }), {
      minLength: inputs,
      maxLength: inputs,
    }),
  )
  .filter((rows) => rows[0]!.every((_, y) => rows.some((row) => row[y]! > 0)));
