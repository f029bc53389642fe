import { randomStream } from "../../../src/base/random";
import type { ConfigInput } from "../../../src/config/schema/configSchema";

/** A training task with something wrong, or nothing. */
export interface AdviceTask {
  readonly name: string;
  readonly config: ConfigInput;
  /** A table of so many rows, for tasks that read one. */
  readonly table?: (rows: number) => string;
  readonly rows?: number;
}

type Label = (inputs: readonly number[], chance: number) => number;

/** Eight inputs of a bell-shaped distribution, and a label. */
function tableOf(label: Label): (rows: number) => string {
  return (rows) => {
    const random = randomStream(11, "labels");
    const lines = Array.from({ length: rows }, () => {
      const inputs = Array.from({ length: 8 }, () => random.normal());
      return [...inputs.map((value) => value.toFixed(4)), label(inputs, random.uniform())].join(",");
    });
    return ["a,b,c,d,e,f,g,h,y", ...lines, ""].join("\n");
  };
}

const curved: Label = ([a = 0, b = 0, c = 0, d = 0]) => (a * b + c * d > 0 ? 1 : 0);
const ring: Label = ([a = 0, b = 0, c = 0]) => (a * a + b * b + c * c > 2.4 ? 1 : 0);
const flat: Label = ([a = 0, b = 0]) => (a + b > 0 ? 1 : 0);
const noisy =
  (rule: Label, share: number): Label =>
  (inputs, chance) =>
    chance < share ? 1 - rule(inputs, chance) : rule(inputs, chance);

const RULE = { source: "symmetric-rule" } as const;
const MACHINE = { source: "committee-machine" } as const;
const CSV = { source: "csv", file: "table.csv", label: "y" } as const;

function onTable(
  name: string,
  label: Label,
  rows: number,
  training: ConfigInput["training"],
  hidden: number[] = [12, 8],
): AdviceTask {
  return {
    name,
    config: { data: CSV, network: { hidden }, training: { batchSize: 64, epochs: 300, ...training } },
    table: tableOf(label),
    rows,
  };
}

/** The tasks that thresholds may be tuned on, and those that are kept for the report alone. */
export const TASKS: Readonly<Record<"tuned" | "fresh", readonly AdviceTask[]>> = {
  tuned: [
    { name: "rule, defaults", config: { data: RULE } },
    { name: "rule, 5 % of the patterns", config: { data: { ...RULE, trainingFraction: 0.05 } } },
    { name: "rule, rate 0.002", config: { data: RULE, training: { learningRate: 0.002, epochs: 500 } } },
    { name: "rule, two units", config: { data: RULE, network: { hidden: [2] }, training: { epochs: 800 } } },
    onTable("curved, 400 rows", curved, 400, {}),
    onTable("curved, adam at 0.3", curved, 3000, { optimizer: "adam", learningRate: 0.3, epochs: 60 }),
    onTable("ring, one unit", ring, 3000, { learningRate: 0.2 }, [1]),
    onTable("flat, 20 % wrong labels", noisy(flat, 0.2), 3000, { epochs: 100 }),
  ],
  fresh: [
    { name: "machine, defaults", config: { data: MACHINE, training: { epochs: 800 } } },
    { name: "machine, 5 % of the patterns", config: { data: { ...MACHINE, trainingFraction: 0.05 } } },
    { name: "machine, 20 epochs", config: { data: MACHINE, training: { epochs: 20 } } },
    { name: "rule, rate 2", config: { data: RULE, training: { learningRate: 2, epochs: 500 } } },
    {
      name: "rule, I(X;Y) = 0.5",
      config: { data: { ...RULE, mutualInformation: 0.5 }, training: { epochs: 500 } },
    },
    onTable("ring, 300 rows", ring, 300, {}),
    onTable("ring, rate 0.0005", ring, 3000, { learningRate: 0.0005 }),
    onTable("ring, sgd at 8", ring, 3000, { learningRate: 8, epochs: 100 }),
    onTable("curved, one unit", curved, 3000, { learningRate: 0.2 }, [1]),
    onTable("flat, 5000 rows", flat, 5000, { epochs: 60 }),
  ],
};
