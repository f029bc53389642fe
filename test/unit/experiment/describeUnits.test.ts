import { expect, it } from "vitest";
import { describeUnits } from "../../../src/experiment/describeUnits";
import type { ActivationName } from "../../../src/network/activation";
import { describeNetwork } from "../../../src/network/networkSpec";
import { configSchema } from "../../../src/config/schema/configSchema";

const network = (activation: ActivationName): ReturnType<typeof describeNetwork> =>
  describeNetwork(
    configSchema.parse({ data: { source: "symmetric-rule" }, network: { hidden: [3], activation } }).network,
    12,
    2,
  );
const OUTPUT = new Float32Array(8);

it("counts units that answer every row alike, those among them that answer 0, and answers at the ends", () => {
  // Three units, four rows: one dead, one constant, one alive.
  const relu = Float32Array.from([0, 2, 1, 0, 2, 0, 0, 2.000001, 3, 0, 2, 0]);
  expect(describeUnits(network("relu"), [relu, OUTPUT], 4)).toEqual([
    { name: "hidden 1", activation: "relu", units: 3, constantUnits: 2, zeroUnits: 1, shareAtEnds: 0 },
  ]);
  const tanh = Float32Array.from([1, -0.9995, 0.5, 0.998, -1, 0, 1, 0.2, 0.9, 0.1, 1, -0.3]);
  expect(describeUnits(network("tanh"), [tanh, OUTPUT], 4)[0]).toMatchObject({
    constantUnits: 0,
    shareAtEnds: 5 / 12,
  });
});
