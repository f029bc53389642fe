import { describe, expect, it } from "vitest";
import {
  formatNumber,
  markdownReport,
  replaceReport,
  sectionTable,
  targetTable,
} from "../../../../scripts/bench/markdownTable";
import { absent, measured, type Section } from "../../../../scripts/bench/section";
import { compareWithTargets, NAMES } from "../../../../scripts/bench/targets";

const SECTION: Section = {
  id: "training-sgd",
  title: "epoch",
  unit: "ms",
  base: NAMES.fused,
  rows: [
    { name: NAMES.fused, outcome: measured(0.4) },
    { name: NAMES.torchOne, outcome: measured(2.4, "projected") },
    { name: NAMES.nativeFour, outcome: absent("not found") },
  ],
};

describe("formatNumber", () => {
  it("keeps three significant digits and no exponent", () => {
    expect([0.0012345, 0.4, 12.345, 1234.5, 0, NaN].map(formatNumber)).toEqual([
      "0.00123",
      "0.400",
      "12.3",
      "1235",
      "0",
      "–",
    ]);
  });
});

describe("sectionTable", () => {
  it("gives values, ratios to ours, notes and reasons, in columns of one width", () => {
    expect(sectionTable(SECTION)).toBe(
      [
        "| epoch                         | ms        | × ours |",
        "| ----------------------------- | --------- | ------ |",
        "| fused (WebAssembly)           | 0.400     | 1.00   |",
        "| PyTorch, 1 thread (projected) | 2.40      | 6.00   |",
        "| native C, 4 lanes (SSE)       | not found |        |",
      ].join("\n"),
    );
  });

  it("has no ratios where ours was not measured or there is none", () => {
    const { id, title, unit, rows } = SECTION;
    expect(sectionTable({ id, title, unit, rows })).not.toContain("× ours");
    const lost = [{ name: NAMES.fused, outcome: absent("disagrees") }, ...SECTION.rows.slice(1)];
    expect(sectionTable({ ...SECTION, rows: lost })).toMatch(/PyTorch.*\| 2\.40 +\| +\|/);
  });
});

describe("targets", () => {
  it("are ratios of two rows, reached or missed or not measured", () => {
    const targets = compareWithTargets([SECTION]);
    expect(targets.map(({ limit, ratio }) => [limit, ratio])).toEqual([
      [0.25, 0.4 / 2.4],
      [1.3, undefined],
    ]);
    const table = targetTable(targets).split("\n");
    expect(table[2]).toMatch(/≤ 0\.250 \| 0\.167 +\| reached/);
    expect(table[3]).toMatch(/≤ 1\.30 +\| – +\| not measured/);
  });

  it("are missed on the other side of the limit, whichever side that is", () => {
    const target = { title: "t", limit: 1.8 };
    const [, , tooHigh, tooLow] = targetTable([
      { ...target, relation: "at most", ratio: 1.9 },
      { ...target, relation: "at least", ratio: 1.7 },
    ]).split("\n");
    expect(tooHigh).toContain("missed");
    expect(tooLow).toContain("missed");
  });
});

describe("replaceReport", () => {
  it("replaces what stands between the markers, and only that, however often", () => {
    const report = markdownReport("Measured on: a machine.", [SECTION], []);
    const before = "# Title\n\n<!-- bench:start -->\n\nold\n\n<!-- bench:end -->\n\nafter\n";
    const once = replaceReport(before, report)!;
    expect(once).toBe(`# Title\n\n<!-- bench:start -->\n\n${report}\n\n<!-- bench:end -->\n\nafter\n`);
    expect(replaceReport(once, report)).toBe(once);
  });

  it("leaves a text without the markers, or with them in the wrong order, alone", () => {
    expect(replaceReport("# Title", "report")).toBeUndefined();
    expect(replaceReport("<!-- bench:end --> <!-- bench:start -->", "report")).toBeUndefined();
  });
});
