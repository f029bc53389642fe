import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROJECT_ROOT } from "../../scripts/projectRoot";
import { forward, type DenseLayer } from "../../src/analysis/neurons/forward";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ib-neurons-"));
  run("small", { network: { hidden: [4] }, study: { networks: 2 } });
  run("large", { network: { hidden: [200] } });
  const rows = Array.from({ length: 80 }, (_, row) => `${row % 9},${row % 7},${Number(row % 9 > 4)}`);
  writeFileSync(join(folder, "t.csv"), ["a,b,y", ...rows, ""].join("\n"));
  run("table", { data: { source: "csv", file: "t.csv", label: "y" }, network: { hidden: [3] } });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function cli(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(PROJECT_ROOT, "dist", "cli.js"), ...args], {
    cwd: folder,
    encoding: "utf8",
  });
}

function run(name: string, config: object): void {
  const whole = {
    data: { source: "symmetric-rule" },
    training: { epochs: 30 },
    analysis: { estimator: "binning", snapshots: 4 },
    ...config,
  };
  writeFileSync(join(folder, `${name}.ib.json`), JSON.stringify(whole));
  const { status, stderr } = cli("run", `${name}.ib.json`, "--out", `${name}.ibrun`, "--quiet");
  expect(stderr).not.toContain("error");
  expect(status).toBe(0);
}

interface Neurons {
  readonly cell: { readonly seed: number };
  readonly epoch: number;
  readonly layers: readonly {
    readonly activation: DenseLayer["activation"];
    readonly units: readonly {
      readonly weights: readonly number[];
      readonly bias: number;
      readonly excitedBy: readonly number[];
      readonly activation: number;
    }[];
  }[];
  readonly classes: readonly { readonly name: string; readonly probability: number }[];
}

function neurons(...args: readonly string[]): Neurons {
  return JSON.parse(cli("neurons", ...args, "--format", "json").stdout) as Neurons;
}

describe("ib-analysis neurons", () => {
  it("gives the weights of the training and the pattern that excites each unit most", () => {
    const found = neurons("small.ibrun");
    expect(found).toMatchObject({ cell: { seed: 0 }, epoch: 30 });
    const layers = found.layers.map(({ activation, units }): DenseLayer => {
      const inputs = units[0]!.weights.length;
      const kernel = Array.from({ length: inputs }, (_, input) =>
        units.map(({ weights }) => weights[input]!),
      );
      const weights = Float32Array.from([...kernel.flat(), ...units.map(({ bias }) => bias)]);
      return { inputs, units: units.length, activation, weights };
    });
    for (const [index, { units }] of found.layers.entries()) {
      for (const [unit, { excitedBy, activation }] of units.entries()) {
        expect(forward(layers, excitedBy)[index]![unit]).toBeCloseTo(activation, 6);
      }
    }
    expect(found.classes.map(({ name }) => name)).toEqual(["0", "1"]);
    expect(found.classes[1]!.probability).toBeGreaterThan(0.5);
  });

  it("goes by epoch and seed, and ascends on inputs that are no bits", () => {
    expect(neurons("small.ibrun", "--epoch", "0")).toMatchObject({ epoch: 0 });
    expect(neurons("small.ibrun", "--seed", "1")).toMatchObject({ cell: { seed: 1 } });
    const table = cli("neurons", "table.ibrun").stdout;
    expect(table).toContain("by gradient ascent within [-3, 3]");
    expect(table).toContain('class "1"');
  });

  it.each([
    [
      "a network whose weights are not kept",
      ["large.ibrun"],
      "more than 2000 weights and biases are not kept",
    ],
    ["a seed that there is not", ["small.ibrun", "--seed", "9"], "no network of variant 0 and seed 9"],
    ["what is no run", ["small.ib.json"], '"small.ib.json" is no run'],
  ])("refuses %s", (_name, args, message) => {
    const { status, stderr } = cli("neurons", ...args);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
  });

  it("says no more than what fits of weights that were changed by hand", () => {
    const lines = readFileSync(join(folder, "small.ibrun"), "utf8").split("\n");
    const broken = lines.map((line) =>
      line.startsWith('{"type":"cell/weights"') ? line.replace(/"layers":\["\w{4}/u, '"layers":["') : line,
    );
    writeFileSync(join(folder, "broken.ibrun"), broken.join("\n"));
    const { status, stderr } = cli("neurons", "broken.ibrun");
    expect(status).toBe(1);
    expect(stderr).toMatch(/no weights of this network|do not fit/);
  });
});
