import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../../src/config/parseConfig";
import { SAMPLE_CONFIG, SHORTEST_CONFIG } from "../../../../src/config/text/sampleConfig";
import { configSchema } from "../../../../src/config/schema/configSchema";

describe.each([
  ["the sample config", SAMPLE_CONFIG],
  ["the shortest config", SHORTEST_CONFIG],
])("%s", (_, text) => {
  it("is the paper's experiment, without a word of complaint", () => {
    const { config, problems } = parseConfig(text);
    expect(problems).toEqual([]);
    const paper = configSchema.parse({ data: { source: "symmetric-rule" } });
    expect({ ...config, study: paper.study, analysis: { ...config!.analysis, snapshots: 200 } }).toEqual(
      paper,
    );
  });
});

it("the example is what the command writes", () => {
  const example = join(import.meta.dirname, "../../../../examples/black-box.ib.json");
  expect(readFileSync(example, "utf8")).toBe(SAMPLE_CONFIG);
});
