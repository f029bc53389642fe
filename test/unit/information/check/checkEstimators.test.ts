import { describe, expect, it } from "vitest";
import { checkEstimators, type CheckRow } from "../../../../src/information/check/checkEstimators";
import { checkCells, describeCheck, summarizeCheck } from "../../../../src/information/check/checkTable";
import { knownAnswers } from "../../../../src/information/check/knownAnswers";
import type { KnownAnswer } from "../../../../src/information/known/knownAnswer";
import { stopAfter } from "../../../support/stopAfter";
import { Stopped } from "../../../../src/base/proceed";

let now = 0;
const clock = (): number => now++;

const answer = (estimate: KnownAnswer["estimate"]): KnownAnswer => ({
  estimator: "made up",
  distribution: "of one bit",
  trueBits: 1,
  tolerance: 0.1,
  estimate,
});

describe("the check of the estimators", () => {
  it("finds every known answer", () => {
    const rows = [...checkEstimators(clock, () => true)];
    expect(rows).toHaveLength(knownAnswers().length);
    expect(rows.filter(({ passed }) => !passed)).toEqual([]);
    expect(summarizeCheck(rows)).toMatch(/^All \d+ are within what is allowed/);
    const estimators = new Set(rows.map(({ estimator }) => estimator.split(/[ ,]/)[0]));
    expect([...estimators].sort()).toEqual(
      ["KDE", "KSG", "Ross", "binning", "bound", "exact", "matrix-based", "noise-injected"].sort(),
    );
  });

  it("fails a figure that is off by more than is allowed, and an interval that misses the truth", () => {
    const rows = [
      ...checkEstimators(clock, () => true, [
        answer(() => ({ bits: 1.05 })),
        answer(() => ({ bits: 1.2 })),
        answer(() => ({ bits: NaN })),
        // Bounds promise to hold the truth, not that their middle is near it.
        answer(() => ({ bits: 1.5, interval: [0.9, 2.1] })),
        answer(() => ({ bits: 1.5, interval: [1.2, 1.8] })),
      ]),
    ];
    expect(rows.map(({ passed }) => passed)).toEqual([true, false, false, true, false]);
    expect(rows[1]).toMatchObject({ error: expect.closeTo(0.2, 12) as number, milliseconds: 1 });
    expect(summarizeCheck(rows)).toMatch(/^3 of 5 are off/);
    expect(checkCells(rows[3]!)).toContain("1.5000 (0.9000 to 2.1000)");
    expect(checkCells(rows[1]!)).toContain("✗");
  });

  it("stops when it is told to", () => {
    const rows: CheckRow[] = [];
    const check = checkEstimators(clock, stopAfter(2), [
      answer(() => ({ bits: 1 })),
      answer((proceed) => {
        proceed();
        return { bits: 1 };
      }),
      answer(() => ({ bits: 1 })),
    ]);
    expect(() => {
      for (const row of check) {
        rows.push(row);
      }
    }).toThrow(Stopped);
    expect(rows).toHaveLength(1);
    expect(describeCheck(rows, 3)).toContain("stopped after 1 of 3");
  });

  it("is a Markdown table with a line an estimate", () => {
    const rows = [...checkEstimators(clock, () => true, [answer(() => ({ bits: 1 }))])];
    const lines = describeCheck(rows, 1).split("\n");
    expect(lines).toContain("| made up | of one bit | 1.0000 | 1.0000 | 0 | 0.1 | ✓ | 1.0 ms |");
    expect(lines.filter((line) => line.startsWith("|"))).toHaveLength(3);
  });
});
