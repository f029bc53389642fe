import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse as parseCsv } from "csv-parse/sync";
import { writeFigureJson } from "../../../src/view/export/writeFigureJson";
import { writeFigureTable } from "../../../src/view/export/writeFigureTable";
import type { HostToView, RunView, ViewToHost } from "../../../src/view/viewMessages";
import { writeSvgFigure } from "../../../webview/export/svgFigure";
import { escapeXml } from "../../../webview/export/svgText";
import { reduceView, type ViewEvent } from "../../../webview/state/store";
import { buildExportSheet } from "../../../webview/ui/exportSheet";
import { chooseFrames } from "../../../webview/ui/exportView";
import { createViewModelBuilder } from "../../../webview/ui/viewModel";
import { HOSTILE_TEXT } from "../../support/hostileTexts";
import { ESTIMATOR_RUNS, RUNS } from "../../support/syntheticScenes";
import { createSyntheticRun } from "../../support/syntheticView";
import { startWebviewHarness, type ViewPage, type WebviewHarness } from "../../support/webviewHarness";
import { showRun } from "./cells";

const RUN = createSyntheticRun({ epochs: 200, snapshots: 30, recordedEpochs: 40, bound: "curved" });

function writeSheet(run: RunView, ...events: readonly ViewEvent[]): string {
  const view = createViewModelBuilder("panel")(events.reduce(reduceView, showRun(run)));
  return writeSvgFigure(buildExportSheet(view, view.cursor)!);
}

describe("the SVG file of a view", () => {
  it.each([
    ["one network", RUN, []],
    [
      "mean and deviation at an epoch",
      RUN,
      [
        { type: "view/selectGradientFigure", figure: "meanAndDeviation" },
        { type: "view/setCursor", epoch: 12 },
      ],
    ],
  ] as const)("is as it was: %s", async (name, run, events) => {
    const file = fileURLToPath(new URL(`golden/${name.replaceAll(" ", "-")}.svg`, import.meta.url));
    await expect(writeSheet(run, ...events)).toMatchFileSnapshot(file);
  });

  it("says which run, estimator, smoothing, epoch and seed it is of", () => {
    const svg = writeSheet(createSyntheticRun({ epochs: 200 }), { type: "view/setCursor", epoch: 12 });
    for (const said of ["synthetic.ib.json, epoch 12", "30 bins over [-1, 1]", "40 equal parts", "Seed: 7"]) {
      expect(svg).toContain(escapeXml(said));
    }
  });

  it("has the keys of its charts, the scale of epochs among them", () => {
    const svg = writeSheet(RUN);
    for (const said of ["loss", "accuracy", "test", "first", "at the cursor", "Epoch"]) {
      expect(svg).toContain(`>${said}</text>`);
    }
    expect(svg).toContain("<linearGradient");
  });

  it("says of a mean how its lines are smoothed, over which seeds it is, and by which estimator", () => {
    const svg = writeSheet(RUNS["study"]!);
    expect(svg).toMatch(/median in each of 40 equal parts/u);
    expect(svg).toMatch(/Seeds: \d+ to \d+/u);
    const several = writeSheet(ESTIMATOR_RUNS["several"]!);
    expect(several).toMatch(/Estimator: binning\. /u);
    expect(several).not.toContain("KDE");
  });

  it("says of which epoch the information is, where no snapshot was taken at the cursor", () => {
    const sheetAt = (epoch: number) => {
      const events: readonly ViewEvent[] = [{ type: "view/setCursor", epoch }];
      const view = createViewModelBuilder("panel")(events.reduce(reduceView, showRun(RUN)));
      return buildExportSheet(view, epoch)!.captions.join(" ");
    };
    const snapshots = RUN.cells[0]!.snapshots;
    const recorded = snapshots.values.filter((_, at) => at % snapshots.columns === 0);
    const [before, next] = [recorded.at(-2)!, recorded.at(-1)!];
    expect(next - before).toBeGreaterThan(1);
    expect(sheetAt(before)).not.toContain("last snapshot");
    expect(sheetAt(before + 1)).toContain(`that of epoch ${before}.`);
  });

  it("is of one picture alone, in larger letters, if that is asked for", () => {
    const view = createViewModelBuilder("panel")(showRun(RUN));
    const sheet = buildExportSheet(view, undefined, undefined, "plane")!;
    expect([sheet.large.length, sheet.beside.length]).toEqual([1, 0]);
    expect(sheet.captions.join(" ")).not.toContain("over epochs");
    const losses = writeSvgFigure(buildExportSheet(view, undefined, undefined, "loss")!);
    expect(losses).toContain(">Loss and accuracy</text>");
    expect(losses).not.toContain("Information plane");
    const smallest = (svg: string): number =>
      Math.min(...[...svg.matchAll(/font-size="([\d.]+)"/gu)].map(([, size]) => Number(size)));
    expect(smallest(losses)).toBeGreaterThanOrEqual(12);
    expect(smallest(writeSheet(RUN))).toBeGreaterThanOrEqual(9);
  });

  it("has the planes of all estimators, and means with their spread", () => {
    const compared = writeSheet(ESTIMATOR_RUNS["several"]!, { type: "view/compareEstimators" });
    for (const title of ["binning", "KDE bounds", "noise-injected", "matrix-based Rényi"]) {
      expect(compared).toContain(`>${title}</text>`);
    }
    const study = RUNS["study"]!;
    const cells = study.cells.map((cell, index) => ({
      ...cell,
      snapshots: {
        ...cell.snapshots,
        values: cell.snapshots.values.map((value, at) =>
          at % cell.snapshots.columns === 0 ? value : value * (1 - 0.01 * index),
        ),
      },
    }));
    const mean = writeSheet({ ...study, cells });
    expect(mean).toContain("<ellipse");
    expect(mean).toContain("mean of 8 networks");
  });

  it("draws the part of a plane that is looked at, without what lies outside", () => {
    const view = createViewModelBuilder("panel")(showRun(RUN));
    const whole = writeSvgFigure(buildExportSheet(view, undefined)!);
    const part = writeSvgFigure(
      buildExportSheet(view, undefined, (name) =>
        name === "plane" ? { x: [0.5, 2], y: [0.1, 0.4] } : undefined,
      )!,
    );
    expect(whole).toContain(">H(X) = ");
    expect(part).not.toContain(">H(X) = ");
    // The other charts are whole.
    expect(part.split("<clipPath").slice(2)).toEqual(whole.split("<clipPath").slice(2));
  });

  it("is well formed and without markup of others, whatever names there are", () => {
    const cells = RUN.cells.map((cell) => ({
      ...cell,
      layers: cell.layers.map((layer) => ({ ...layer, name: `${HOSTILE_TEXT}\u0000` })),
    }));
    const svg = writeSheet({ ...RUN, configName: HOSTILE_TEXT, cells });
    expect(svg).not.toContain("<img");
    expect(svg).not.toContain("\u0000");
    expect(svg.match(/<g /gu)?.length).toBe(svg.match(/<\/g>/gu)?.length);
  });
});

describe("the frames of an animation", () => {
  it("are recorded epochs at even distances, the first and the last among them", () => {
    const timeline = Array.from({ length: 2001 }, (_, epoch) => epoch);
    const frames = chooseFrames(timeline, 60);
    expect([frames[0], frames.at(-1)]).toEqual([0, 2000]);
    expect(frames.length).toBeLessThanOrEqual(60);
    expect(frames.length).toBeGreaterThan(40);
    expect(chooseFrames([5], 60)).toEqual([5]);
    expect(chooseFrames([0, 9], 1)).toEqual([9]);
    expect(chooseFrames([], 60)).toEqual([]);
  });
});

describe("all figures of a run", () => {
  const run = { ...RUN, config: '{\n "training": { "epochs": 200 } }', tool: "ib-analysis 1.2.3" };

  it("are a table with the run's config, seed and versions, empty where nothing was recorded", () => {
    const csv = writeFigureTable(run);
    expect(csv).toContain('# config {"training":{"epochs":200}}');
    expect(csv).toContain("# recorded by ib-analysis 1.2.3");
    const rows = parseCsv(csv, { columns: true, comment: "#" }) as unknown as Record<string, string>[];
    const [cell] = run.cells;
    const epochs = new Set([
      ...cell!.epochs.values.filter((_, index) => index % cell!.epochs.columns === 0),
      ...cell!.snapshots.values.filter((_, index) => index % cell!.snapshots.columns === 0),
    ]);
    expect(rows.length).toBe(epochs.size * 6);
    expect(rows[0]).toMatchObject({ network: "1", seed: "7", epoch: "0", layer: "1", trainingLoss: "" });
    expect(Number(rows[0]!["ixt (binning)"])).toBe(cell!.snapshots.values[1]);
  });

  it("are no formula for a spreadsheet, whatever a layer or a variant is called", () => {
    const cells = run.cells.map((cell) => ({ ...cell, variantName: '=cmd("x"),1' }));
    const rows = parseCsv(writeFigureTable({ ...run, cells }), {
      columns: true,
      comment: "#",
    }) as unknown as Record<string, string>[];
    expect(rows[0]!["variant"]).toBe(`'=cmd("x"),1`);
  });

  it("are JSON with the same figures", () => {
    const json = JSON.parse(writeFigureJson(run)) as {
      config: unknown;
      networks: { columns: string[]; rows: (number | null)[][] }[];
    };
    expect(json.config).toEqual({ training: { epochs: 200 } });
    const { columns, rows } = json.networks[0]!;
    expect(rows[0]![columns.indexOf("ixt (binning)")]).toBe(run.cells[0]!.snapshots.values[1]);
    expect(rows[0]![columns.indexOf("trainingLoss")]).toBeNull();
  });
});

describe("what the view exports", () => {
  let harness: WebviewHarness;
  let view: ViewPage;
  const whole: HostToView = { type: "run/snapshot", sequence: 1, run: RUN };

  beforeAll(async () => {
    harness = await startWebviewHarness();
    view = await harness.open({ placement: "panel", width: 1200, height: 800, theme: "dark" });
    await view.send(whole);
  }, 120_000);
  afterAll(() => harness.dispose());

  async function exportAs(label: string): Promise<Extract<ViewToHost, { type: "view/save" }>> {
    await view.page.locator(".menu summary").click();
    await view.page.getByRole("button", { name: label, exact: true }).click();
    const find = async () =>
      (await view.readPosted()).filter((message) => message.type === "view/save").at(-1);
    const before = (await view.readPosted()).filter(({ type }) => type === "view/save").length;
    await expect
      .poll(async () => (await view.readPosted()).filter(({ type }) => type === "view/save").length, {
        timeout: 60_000,
      })
      .toBeGreaterThanOrEqual(Math.max(1, before));
    return (await find())!;
  }

  const bytesOf = ({ data }: { data: string | Uint8Array }): Uint8Array =>
    typeof data === "string" ? new TextEncoder().encode(data) : Uint8Array.from(Object.values(data));

  it("is an SVG on white paper, also in a dark theme", async () => {
    const saved = await exportAs("SVG");
    expect(saved.format).toBe("svg");
    expect(String(saved.data)).toContain('fill="#ffffff"');
    expect(String(saved.data)).toBe(writeSheet(RUN));
  });

  it("is a PNG of the size that is asked for", async () => {
    await view.page.evaluate("fakeEditor.posted.length = 0");
    const bytes = bytesOf(await exportAs("PNG, 2560 × 1440"));
    const header = new DataView(bytes.buffer);
    expect([header.getUint32(0), header.getUint32(16), header.getUint32(20)]).toEqual([
      0x89504e47, 2560, 1440,
    ]);
  });

  it("is an animation of many frames", { timeout: 120_000 }, async () => {
    await view.page.evaluate("fakeEditor.posted.length = 0");
    const bytes = bytesOf(await exportAs("Animation over the epochs (GIF)"));
    expect(new TextDecoder().decode(bytes.subarray(0, 6))).toBe("GIF89a");
    // Every frame has a graphic control block.
    const blocks = bytes.reduce(
      (count, byte, at) => count + (byte === 0x21 && bytes[at + 1] === 0xf9 && bytes[at + 2] === 4 ? 1 : 0),
      0,
    );
    expect(blocks).toBeGreaterThan(15);
    expect(await view.page.locator(".exporting").isVisible()).toBe(false);
  });

  it("is Markdown with the table, and asks the host for what needs every figure", async () => {
    await view.page.locator(".menu summary").click();
    await view.page.getByRole("button", { name: "Copy as Markdown", exact: true }).click();
    const copied = (await view.readPosted()).findLast(({ type }) => type === "view/copy");
    expect(copied).toMatchObject({
      text: expect.stringMatching(/^# synthetic\.ib\.json, epoch 200\n[^]*\| T1 hidden 1 \|/) as string,
    });
    await view.page.locator(".menu summary").click();
    await view.page.getByRole("button", { name: "All figures as CSV" }).click();
    expect(await view.readPosted()).toContainEqual({ type: "view/action", action: "exportCsv" });
    expect(view.complaints).toEqual([]);
  });

  it("closes its menu by Escape", async () => {
    await view.page.locator(".menu summary").click();
    expect(await view.page.locator(".menuItems").isVisible()).toBe(true);
    await view.page.keyboard.press("Escape");
    expect(await view.page.locator(".menuItems").isVisible()).toBe(false);
  });
});
