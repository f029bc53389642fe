import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalConfig, hashConfig } from "../../../src/config/hashConfig";
import { parseConfig } from "../../../src/config/parseConfig";
import { SHORTEST_CONFIG } from "../../../src/config/text/sampleConfig";
import type { Config } from "../../../src/config/schema/configSchema";
import { DATA, withTraining } from "./support";

const configOf = (text: string): Config => parseConfig(text).config!;
const PAPER = configOf(SHORTEST_CONFIG);

describe("the canonical config", () => {
  it("is known to the letter", () => {
    expect(canonicalConfig(PAPER)).toBe(`{"data":{"source":"symmetric-rule"}}`);
    const other = configOf(
      `{ "training": { "seed": 3, "epochs": 7 }, "analysis": { "estimator": [{ "name": "kde" }] }, ${DATA} }`,
    );
    expect(canonicalConfig(other)).toBe(
      `{"analysis":{"estimator":[{"name":"kde"}]},"data":{"source":"symmetric-rule"},` +
        `"training":{"epochs":7,"seed":3}}`,
    );
  });

  it("does not depend on the order of fields, on defaults written out, or on $schema", () => {
    const same = [
      `{ "training": { "epochs": 2000 }, ${DATA} }`,
      `{ "$schema": "x", ${DATA} }`,
      withTraining(`{ "seed": -0, "engine": "auto" }`),
      `{ ${DATA}, "study": { "networks": 1 } }`,
    ];
    for (const text of same) {
      expect(canonicalConfig(configOf(text))).toBe(canonicalConfig(PAPER));
    }
  });

  it("keeps the order of layers", () => {
    const hidden = (layers: string): string =>
      canonicalConfig(configOf(`{ ${DATA}, "network": { "hidden": ${layers} } }`));
    expect(hidden("[1, 2]")).not.toBe(hidden("[2, 1]"));
    expect(hidden(`[{ "units": 2, "activation": "relu" }]`)).toBe(
      hidden(`[{ "activation": "relu", "units": 2 }]`),
    );
  });

  it("is read as the config itself", () => {
    fc.assert(
      fc.property(fc.nat(99_999), fc.double({ min: 0.001, max: 100, noNaN: true }), (epochs, rate) => {
        const config = configOf(withTraining(`{ "epochs": ${epochs + 1}, "learningRate": ${rate} }`));
        expect(configOf(canonicalConfig(config))).toEqual(config);
      }),
    );
  });
});

describe("the hash", () => {
  it("is the SHA-256 of the canonical config", async () => {
    const reference = createHash("sha256").update(canonicalConfig(PAPER), "utf8").digest("hex");
    expect(await hashConfig(PAPER)).toBe(reference);
    expect(reference).toMatch(/^[0-9a-f]{64}$/);
  });

  it("tells experiments apart", async () => {
    expect(await hashConfig(configOf(withTraining(`{ "seed": 1 }`)))).not.toBe(await hashConfig(PAPER));
    const study = configOf(`{ ${DATA}, "study": { "networks": 2 } }`);
    expect(await hashConfig(study)).not.toBe(await hashConfig(PAPER));
  });
});
