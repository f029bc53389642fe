import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { canonicalConfig } from "../../../src/config/hashConfig";
import { configSchema } from "../../../src/config/schema/configSchema";
import { CLAIMS } from "../../../src/reproduce/claims";
import { parseConfig } from "../../../src/config/parseConfig";

const FOLDER = join(import.meta.dirname, "../../../examples");
const examples = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".ib.json"),
);

const readExample = (name: string): ReturnType<typeof parseConfig> =>
  parseConfig(readFileSync(join(FOLDER, name), "utf8"));

describe("the examples", () => {
  it.each(examples)("are right, without a word of complaint: %s", (name) => {
    const { config, problems } = readExample(name);
    expect(problems.filter(({ severity }) => severity !== "information")).toEqual([]);
    expect(config).toBeDefined();
  });

  it.each(CLAIMS.map(({ name, config }) => [name, config] as const))(
    "hold the config that the claim %s is tried on",
    (_name, config) => {
      const claimed = canonicalConfig(
        configSchema.parse({ ...config, study: { networks: 4, ...("study" in config && config.study) } }),
      );
      const paper = examples.filter((file) => file.startsWith("paper"));
      expect(paper.map((file) => canonicalConfig(readExample(file).config!))).toContain(claimed);
    },
  );

  it("show a quantized network and the estimator that is exact for it", () => {
    const { config } = readExample("quantized.ib.json");
    expect(config?.network.quantize).toEqual({ bits: 8 });
    expect(config?.analysis.estimator).toBe("exact");
  });
});
