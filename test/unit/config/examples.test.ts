import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../src/config/parseConfig";

const FOLDER = join(import.meta.dirname, "../../../examples");
const examples = readdirSync(FOLDER).filter((name) => name.endsWith(".ib.json"));

const readExample = (name: string): ReturnType<typeof parseConfig> =>
  parseConfig(readFileSync(join(FOLDER, name), "utf8"));

describe("the examples", () => {
  it.each(examples)("are right, without a word of complaint: %s", (name) => {
    const { config, problems } = readExample(name);
    expect(problems.filter(({ severity }) => severity !== "information")).toEqual([]);
    expect(config).toBeDefined();
  });

  it("show a quantized network and the estimator that is exact for it", () => {
    const { config } = readExample("quantized.ib.json");
    expect(config?.network.quantize).toEqual({ bits: 8 });
    expect(config?.analysis.estimator).toBe("exact");
  });
});
