import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configSchema } from "../../../src/config/schema/configSchema";
import { planCells } from "../../../src/experiment/cell";
import { countNetworksAtOnce, countThreadsThatFit } from "../../../src/experiment/memoryEstimate";

const planned = (networks: number, seed: number) =>
  planCells(
    configSchema.parse({ data: { source: "symmetric-rule" }, training: { seed }, study: { networks } }),
  );

describe("the cells of a run", () => {
  it("are one for each network, with seeds that count up from the config's", () => {
    const cells = planned(3, 7);
    expect(cells.map(({ id }) => id)).toEqual([
      { variant: 0, seed: 7 },
      { variant: 0, seed: 8 },
      { variant: 0, seed: 9 },
    ]);
    expect(cells.map(({ config }) => config.training.seed)).toEqual([7, 8, 9]);
    expect(cells.map(({ networks }) => networks)).toEqual([3, 3, 3]);
  });

  it("are the same data: only the network's own seed differs", () => {
    const [first, second] = planned(2, 0);
    expect(second!.config.data).toEqual(first!.config.data);
    const seeded = { ...first!.config, training: { ...first!.config.training, seed: 1 } };
    expect(second!.config).toEqual(seeded);
    expect(second!.config).not.toHaveProperty("study");
  });

  it("do not depend on how many there are", () => {
    expect(planned(5, 3)[1]!.config).toEqual(planned(2, 3)[1]!.config);
  });
});

describe("how many networks train at once", () => {
  it("has as many measuring threads beside a network as are wanted and fit", () => {
    expect(countThreadsThatFit(3, 100, 50, 1000)).toBe(3);
    expect(countThreadsThatFit(3, 100, 50, 249)).toBe(2);
    expect(countThreadsThatFit(3, 100, 50, 90)).toBe(0);
    expect(countThreadsThatFit(3, 100, 50, Infinity)).toBe(3);
  });

  it("is as many as are wanted, as fit, and one at least", () => {
    expect(countNetworksAtOnce(4, 100, 1000)).toBe(4);
    expect(countNetworksAtOnce(4, 100, 399)).toBe(3);
    expect(countNetworksAtOnce(4, 100, 50)).toBe(1);
    expect(countNetworksAtOnce(4, 100, Infinity)).toBe(4);
  });

  it("never needs more together than the limit, where one fits", () => {
    const size = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), size, size, (wanted, needed, limit) => {
        const count = countNetworksAtOnce(wanted, needed, limit);
        expect(count).toBeLessThanOrEqual(wanted);
        expect(count === 1 || count * needed <= limit).toBe(true);
        expect(count === wanted || (count + 1) * needed > limit).toBe(true);
      }),
    );
  });
});
