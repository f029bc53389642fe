import { describe, expect, it } from "vitest";
import type { RunView } from "../../../src/view/viewMessages";
import { reduceView, type ViewEvent } from "../../../webview/state/store";
import type { ShownPhases } from "../../../webview/state/shownPhases";
import { describePhases } from "../../../webview/ui/phasesText";
import { writeMarkdownTable, writeTabbedTable } from "../../../webview/ui/tableText";
import { createViewModelBuilder } from "../../../webview/ui/viewModel";
import { createSyntheticCell, createSyntheticRun } from "../../support/syntheticView";
import { EMPTY_CELL, point, RUN, showRun, snapshotRow, snapshotTable } from "./cells";

const layer = (
  index: number,
  kind: ShownPhases["layers"][number]["kind"],
  fall = 0,
): ShownPhases["layers"][number] => ({ layer: index, kind, agreeing: 1, rise: 1, fall, onset: 30 });

const PHASES: ShownPhases = {
  networks: 1,
  layers: [layer(0, "saturated"), layer(1, "fitting only"), layer(2, "fitting and compression", 3.14)],
  onsets: [30],
  transitions: [41],
  diffusionFromStart: 0,
  driftingToEnd: 0,
};

describe("the phases in words", () => {
  it("name the layers that compress, by how much and from when, and the turn of the gradients", () => {
    expect(describePhases(PHASES, false, true)).toBe(
      "Fitting, then compression in T3 (−3.1 bits), from epoch 30. At the ceiling H(X), where I(X;T) says nothing: T1. Drift until epoch 41, then diffusion.",
    );
  });

  it("have their spread over networks", () => {
    const several = { ...PHASES, networks: 4, onsets: [20, 30, 90], transitions: [41, 43, 50, 60] };
    expect(describePhases(several, false, true)).toContain(
      "from epoch 30 (median; 20 to 90 in 3 of 4 networks). At",
    );
  });

  it("say that nothing compresses, that gradients only drift, or are noise from the start", () => {
    const flat = { ...PHASES, layers: [layer(0, "neither")], onsets: [], transitions: [] };
    expect(describePhases({ ...flat, driftingToEnd: 1 }, true, true)).toBe(
      "So far: No layer compresses: no I(X;T) falls by half a bit or more. Gradients drift to the end.",
    );
    expect(describePhases({ ...flat, diffusionFromStart: 1 }, false, true)).toContain(
      "Gradients are diffusion from the start.",
    );
    expect(describePhases({ ...flat, driftingToEnd: 1 }, false, false)).not.toContain("drift");
    // Gradients that are all zero point nowhere.
    expect(describePhases(flat, false, true)).not.toContain("drift");
  });

  it("call no loss of the label a compression", () => {
    const dead = layer(2, "compression only", 3);
    const layers = [layer(0, "saturated"), { ...dead, forgottenTo: 0 }];
    expect(describePhases({ ...PHASES, layers, onsets: [], transitions: [] }, false, true)).toBe(
      "Forgotten, which is no compression: in T3, I(T;Y) falls to 0.00 bits. At the ceiling H(X), where I(X;T) says nothing: T1.",
    );
    const cells = [
      {
        ...EMPTY_CELL,
        snapshots: snapshotTable(
          [0, 1, 2, 3, 4].map((epoch) =>
            snapshotRow(epoch, point(epoch < 2 ? 4 : 0, epoch < 2 ? 0.9 : 0), point(2.5 - epoch / 2, 0.9)),
          ),
        ),
      },
    ];
    const { phases } = createViewModelBuilder("panel")(showRun({ ...RUN, cells }));
    expect(phases).toMatch(/^Compression in T2 \(−2\.0 bits\), from epoch 0\. Forgotten, .* in T1, /);
  });

  it("are empty before there is enough to tell", () => {
    expect(describePhases({ ...PHASES, layers: [], onsets: [], transitions: [] }, true, true)).toBe("");
  });

  it("are found in a run of the shape that the paper shows", () => {
    const { phases, scrubber } = createViewModelBuilder("panel")(showRun(createSyntheticRun()));
    expect(phases).toMatch(
      /^Fitting, then compression in T2, T3, T4, T5, T6 \(−1\.1, .* bits\), from epoch 30\./,
    );
    expect(scrubber?.bands.map(({ kind }) => kind)).toEqual(["fitting", "compression"]);
    expect(scrubber?.turns.map(({ kind }) => kind)).toEqual(["onset", "transition"]);
    expect(scrubber?.turns.map(({ label }) => /at epoch [\d,]+\.$/u.test(label))).toEqual([true, true]);
  });
});

describe("the table", () => {
  const build = (run: RunView, ...events: readonly ViewEvent[]) => {
    const state = [{ type: "view/openDrawer", drawer: "table" } as const, ...events].reduce(
      reduceView,
      showRun(run),
    );
    const { drawer } = createViewModelBuilder("panel")(state);
    return drawer?.name === "table" ? drawer.table : undefined;
  };
  const cell = {
    ...EMPTY_CELL,
    snapshots: snapshotTable([
      snapshotRow(0, point(1.5, 0.1), {}),
      snapshotRow(9, { ...point(2.5, 0.8), belowBound: 0.25 }, point(1, 0.5)),
      snapshotRow(99, point(2, 0.95), point(0.9, 0.9)),
    ]),
  };
  const read = (table: ReturnType<typeof build>, row: number): Record<string, string> =>
    Object.fromEntries(table!.columns.map(({ key }, column) => [key, table!.rows[row]!.cells[column]!.text]));

  it("has the figures of the newest epoch, first and largest beside them", () => {
    const table = build({ ...RUN, cells: [cell] });
    expect(table?.caption).toBe("Epoch 99, by binning.");
    expect(read(table, 0)).toMatchObject({
      layer: "T1 hidden 1",
      units: "3",
      first: "1.50",
      peak: "2.50",
      peakEpoch: "9",
      ixt: "2.00",
      ity: "0.950",
      belowBound: "–",
      missing: "0 of 3",
    });
    expect(read(table, 1)).toMatchObject({ layer: "T2 output", first: "1.00", missing: "1 of 3" });
  });

  it("has those of the cursor's epoch, and a dash where there is none", () => {
    const at = (epoch: number) => build({ ...RUN, cells: [cell] }, { type: "view/setCursor", epoch });
    expect(read(at(9), 0)).toMatchObject({ ixt: "2.50", belowBound: "0.250" });
    expect(read(at(0), 1)).toMatchObject({ ixt: "–", ity: "–", first: "1.00" });
  });

  it("has means with their deviations of several networks", () => {
    const other = {
      ...cell,
      position: 2,
      snapshots: snapshotTable([snapshotRow(99, point(4, 0.75), point(0.9, 0.9))]),
    };
    const table = build({ ...RUN, networks: 2, cells: [cell, other] });
    expect(table?.caption).toBe("Epoch 99, by binning, mean ± 1 standard deviation over 2 networks.");
    expect(read(table, 0)).toMatchObject({ ixt: "3.00 ± 1.41", ity: "0.850 ± 0.141" });
    const titles = table?.columns.map(({ title }) => title);
    expect(titles?.slice(0, 4)).toEqual(["layer", "phases", "rise (median), bits", "fall (median), bits"]);
    // One that was canceled before is none of them.
    const canceled = {
      ...other,
      position: 3,
      snapshots: snapshotTable([snapshotRow(9, point(9, 0.1), point(9, 0.1))]),
    };
    const some = build({ ...RUN, networks: 3, cells: [cell, other, canceled] });
    expect(some?.caption).toContain("over the 2 of 3 networks that have come to this epoch");
    expect(read(some, 0)).toMatchObject({ ixt: "3.00 ± 1.41" });
  });

  it("is written as Markdown and for spreadsheets, with nothing in it that would be markup", () => {
    const layers = [{ name: "a|b\n*c*", units: 1, activation: "tanh" }, ...cell.layers.slice(1)];
    const table = build({ ...RUN, cells: [{ ...cell, layers }] })!;
    const markdown = writeMarkdownTable(table).split("\n");
    expect(markdown[0]).toBe("Epoch 99, by binning.");
    expect(markdown[4]).toMatch(/^\| T1 a\\\|b \\\*c\\\* \| neither \| .* \| 1 \| tanh \|/);
    expect(
      new Set(markdown.slice(2, 6).map((line) => line.replaceAll("\\|", "").split("|").length)).size,
    ).toBe(1);
    const tabbed = writeTabbedTable(table).split("\n");
    expect(tabbed).toHaveLength(3);
    expect(tabbed.every((line) => line.split("\t").length === table.columns.length)).toBe(true);
  });
});

describe("the callout at the plane", () => {
  const at = (ixt: number) => [point(ixt, 0.9), point(ixt, 0.9)];
  const run = (second: number): RunView => ({
    ...RUN,
    cells: [
      {
        ...createSyntheticCell({ units: [2, 2], estimators: 2 }),
        inputEntropy: 3,
        snapshots: snapshotTable([snapshotRow(0, ...at(3), ...at(second))], 2),
      },
    ],
  });
  const calloutOf = (second: number) =>
    createViewModelBuilder("panel")(showRun(run(second))).picture?.plane.callout;

  it("says that layers lie on each other, and offers the estimator that tells them apart", () => {
    expect(calloutOf(2)).toEqual({
      text: "T1, T2 lie at H(X): at this resolution every input has an activation of its own.",
      other: { estimator: "kde", label: "Show KDE bounds" },
    });
  });

  it("says what may help if no estimator of the run tells them apart, and nothing if all is well", () => {
    expect(calloutOf(3)?.text).toContain("another estimator in the config");
    expect(calloutOf(3)).not.toHaveProperty("other");
    const state = reduceView(showRun(run(2)), { type: "view/selectEstimator", estimator: "kde" });
    expect(createViewModelBuilder("panel")(state).picture?.plane).not.toHaveProperty("callout");
  });
});
