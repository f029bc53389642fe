import { describe, expect, it } from "vitest";
import { SharedWork } from "../../../src/experiment/sharedWork";
import { filesFrom, runOneCell } from "../../support/runOneCell";

const ROWS = [
  "a,b,y",
  ...Array.from({ length: 60 }, (_, row) => `${row % 7},${row % 5},${row % 2}`),
  "",
].join("\n");

describe("what networks of a study share", () => {
  it("is read once, and gives the events that each network alone has", async () => {
    const shared = new SharedWork();
    const files = filesFrom({ "t.csv": ROWS });
    let reads = 0;
    const counted = {
      read: (path: string) => {
        reads++;
        return files.read(path);
      },
    };
    const config = (seed: number, trainingFraction: number) => ({
      data: {
        source: "csv" as const,
        file: "t.csv",
        label: "y",
        normalize: "none" as const,
        trainingFraction,
      },
      network: { hidden: [3] },
      training: { epochs: 3, seed },
      analysis: { estimator: "binning" as const, snapshots: 3 },
    });
    for (const [seed, fraction] of [
      [0, 0.5],
      [1, 0.5],
      [1, 0.8],
    ] as const) {
      const together = await runOneCell(config(seed, fraction), { files: counted, shared });
      const alone = await runOneCell(config(seed, fraction), { files });
      expect(together.events).toEqual(alone.events);
    }
    expect(reads).toBe(1);
  });

  it("is no longer there for other rows", async () => {
    const shared = new SharedWork();
    const run = (mutualInformation: number) =>
      runOneCell(
        {
          data: { source: "symmetric-rule", mutualInformation },
          network: { hidden: [2] },
          training: { epochs: 1 },
          analysis: { estimator: "binning", snapshots: 3 },
        },
        { shared },
      );
    await run(0.5);
    expect((await run(0.9)).started!.dataset.inputLabelInformation).toBeCloseTo(0.9, 3);
  });

  it("is nothing of what failed", async () => {
    const shared = new SharedWork();
    const failing = await shared.dataset("x", () =>
      Promise.resolve({ ok: false, failure: { code: "data/file-missing", message: "No." } }),
    );
    expect(failing.ok).toBe(false);
    let asked = 0;
    await shared.dataset("x", () => {
      asked++;
      return Promise.resolve({ ok: false, failure: { code: "data/file-missing", message: "No." } });
    });
    expect(asked).toBe(1);
  });
});
