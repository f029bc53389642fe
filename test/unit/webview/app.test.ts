import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { HostToView, IdleReason, RunView } from "../../../src/view/viewMessages";
import { HOSTILE_TEXT, withTexts } from "../../support/hostileTexts";
import { createSyntheticCell, createSyntheticRun, sliceTable } from "../../support/syntheticView";
import type { ViewPageOptions } from "../../support/viewPage";
import { startWebviewHarness, type ViewPage, type WebviewHarness } from "../../support/webviewHarness";

const PANEL = { placement: "panel", width: 1200, height: 800 } as const;
const RUN = createSyntheticRun({ epochs: 200 });
/** What an earlier window left: lines that go through every point. */
const UNSMOOTHED = { state: { version: 1, runId: RUN.runId, hiddenLayers: [], smoothing: 0 } } as const;
const WHOLE: HostToView = { type: "run/snapshot", sequence: 1, run: RUN };

/** Share of the plane's canvas that is drawn on. */
const MEASURE_PLANE_INK = `(() => {
  const { width, height } = document.querySelector(".plane canvas");
  const copy = new OffscreenCanvas(width, height).getContext("2d");
  copy.drawImage(document.querySelector(".plane canvas"), 0, 0);
  const { data } = copy.getImageData(0, 0, width, height);
  return data.filter((value, index) => index % 4 === 3 && value > 0).length / (width * height);
})()`;

let harness: WebviewHarness;
let view: ViewPage | undefined;

beforeAll(async () => {
  harness = await startWebviewHarness();
}, 120_000);
afterAll(() => harness.dispose());
afterEach(async () => {
  await view?.close();
  view = undefined;
});

async function open(options: Partial<ViewPageOptions> = {}): Promise<ViewPage> {
  view = await harness.open({ ...PANEL, ...options });
  return view;
}

async function openWithRun(options: Partial<ViewPageOptions> = {}): Promise<ViewPage> {
  const page = await open(options);
  await page.send(WHOLE);
  return page;
}

const none = (reason: IdleReason): HostToView => ({ type: "run/none", sequence: 1, reason });

describe("a view that opens", () => {
  it("says that it is ready, and shows that it waits", async () => {
    const { readPosted, page, complaints } = await open();
    expect(await readPosted()).toEqual([{ type: "view/ready" }]);
    expect((await page.locator("#app").innerText()).trim()).toContain("Loading…");
    expect(complaints).toEqual([]);
  });

  it("says what to do where nothing comes for five seconds", async () => {
    const { page } = await open({ fakeClock: true });
    await page.clock.runFor(4800);
    expect(await page.locator(".message").innerText()).not.toContain("Reload");
    await page.clock.runFor(400);
    expect(await page.locator(".message").innerText()).toContain("Reload");
  });

  it("draws the run, within the page's policy and without a word on the console", async () => {
    const { readViewModel, complaints } = await openWithRun();
    const { drawn, placement } = await readViewModel();
    expect(placement).toBe("panel");
    const snapshots = RUN.cells[0]!.snapshots.values.length / RUN.cells[0]!.snapshots.columns;
    expect(drawn.plane?.lines).toEqual(
      ["T1", "T2", "T3", "T4", "T5", "T6"].map((label) => ({ label, points: expect.any(Number) as number })),
    );
    // Smoothed in the foreground, with every snapshot behind.
    expect(drawn.plane!.lines[0]!.points).toBeLessThan(snapshots);
    expect([drawn.plane?.traces, drawn.gradient?.traces]).toEqual([6, 6]);
    expect(drawn.plane?.cursor?.points.length).toBe(6);
    expect(drawn.gradient?.lines.length).toBe(6);
    expect(drawn.information?.lines.length).toBe(6);
    expect(drawn.loss?.lines.length).toBe(4);
    expect(complaints).toEqual([]);
  });

  it("hides again what was hidden before the window was reloaded", async () => {
    const { readViewModel } = await openWithRun({
      state: { version: 1, runId: RUN.runId, hiddenLayers: [0, 2] },
    });
    const { drawn } = await readViewModel();
    expect(drawn.plane?.lines.map(({ label }) => label)).toEqual(["T2", "T4", "T5", "T6"]);
  });
});

describe("a run of several networks", () => {
  const networkAt = (position: number, snapshots: number): RunView["cells"][number] => {
    const cell = createSyntheticCell({ epochs: 200 });
    return { ...cell, position, seed: 6 + position, snapshots: sliceTable(cell.snapshots, 0, snapshots) };
  };
  const study = (...cells: RunView["cells"]): RunView => ({
    ...RUN,
    status: "running",
    networks: 3,
    progress: {
      epoch: 90,
      epochs: 600,
      epochsPerSecond: 5,
      secondsLeft: 100,
      networks: { completed: 0, planned: 3 },
    },
    cells,
  });

  it("shows the mean, lets choose a network, and keeps to it when one before it begins", async () => {
    const { send, page, settle, readViewModel } = await open(UNSMOOTHED);
    await send({ type: "run/snapshot", sequence: 1, run: study(networkAt(1, 10), networkAt(3, 30)) });
    const choice = page.getByLabel("Network", { exact: true });
    expect(await choice.locator("option").allTextContents()).toEqual([
      "mean of 2 networks",
      "network 1 of 3 (seed 7)",
      "network 3 of 3 (seed 9)",
    ]);
    const shown = async () => {
      const { drawn, picture } = await readViewModel();
      return [drawn.plane?.lines[0]?.points, drawn.plane?.traces, picture?.plane.own.networks];
    };
    // Half of the networks have the later snapshots, so that the mean goes on; both ways lie behind.
    expect(await shown()).toEqual([30, 12, 2]);
    await choice.selectOption({ label: "network 3 of 3 (seed 9)" });
    await settle();
    expect(await shown()).toEqual([30, 0, undefined]);
    await choice.selectOption({ label: "network 1 of 3 (seed 7)" });
    await settle();
    expect(await shown()).toEqual([10, 0, undefined]);
    const all = study(networkAt(1, 10), networkAt(2, 20), networkAt(3, 30));
    await send({ type: "run/snapshot", sequence: 2, run: all });
    expect(await shown()).toEqual([10, 0, undefined]);
    expect(await choice.locator("option:checked").textContent()).toBe("network 1 of 3 (seed 7)");
  });

  it("names the networks of another run anew, also where there are as many", async () => {
    const { send, page } = await open();
    await send({ type: "run/snapshot", sequence: 1, run: study(networkAt(1, 10), networkAt(2, 20)) });
    const other = study({ ...networkAt(1, 10), seed: 70 }, { ...networkAt(2, 20), seed: 71 });
    await send({ type: "run/snapshot", sequence: 2, run: { ...other, runId: "other" } });
    expect(await page.getByLabel("Network", { exact: true }).locator("option").allTextContents()).toEqual([
      "mean of 2 networks",
      "network 1 of 3 (seed 70)",
      "network 2 of 3 (seed 71)",
    ]);
  });

  it("colors each network's epochs by its own number of them, not by that of all together", async () => {
    const { send, readViewModel } = await open({
      state: { version: 1, runId: RUN.runId, hiddenLayers: [], network: { kind: "network", position: 1 } },
    });
    const run = study(networkAt(1, 10));
    await send({ type: "run/snapshot", sequence: 1, run });
    const several = (await readViewModel()).picture?.plane.own;
    const progress = { epoch: 30, epochs: 200, epochsPerSecond: 5, secondsLeft: 100 };
    await send({ type: "run/snapshot", sequence: 2, run: { ...run, runId: "one", networks: 1, progress } });
    expect(several).toEqual((await readViewModel()).picture?.plane.own);
  });
});

describe("a run that goes on", () => {
  const cell = createSyntheticCell({ epochs: 200 });
  const running: RunView = {
    ...RUN,
    status: "running",
    progress: { epoch: 10, epochs: 200, epochsPerSecond: 5, secondsLeft: 38 },
    cells: [
      { ...cell, snapshots: sliceTable(cell.snapshots, 0, 10), epochs: sliceTable(cell.epochs, 0, 80) },
    ],
  };
  const delta = (sequence: number, row: number): HostToView => ({
    type: "run/delta",
    sequence,
    runId: RUN.runId,
    status: "running",
    cells: [{ cellIndex: 0, snapshots: sliceTable(cell.snapshots, row, row + 1) }],
  });

  it("grows with what comes, draws all that came in one frame at once, and only what changed", async () => {
    const { send, readViewModel } = await open(UNSMOOTHED);
    await send({ type: "run/snapshot", sequence: 1, run: running });
    const before = (await readViewModel()).drawn;
    await send(delta(2, 10), delta(3, 11), delta(4, 12), delta(5, 13));
    const { drawn } = await readViewModel();
    expect(drawn.plane?.lines[0]?.points).toBe(14);
    expect(drawn.plane?.draws).toBe(before.plane!.draws + 1);
    expect(drawn.gradient?.draws).toBe(before.gradient?.draws);
    expect(drawn.loss?.draws).toBe(before.loss?.draws);
  });

  it("is drawn once when it comes, also where there is little room", async () => {
    const { send, readViewModel } = await open({ placement: "side", width: 220 });
    await send({ type: "run/snapshot", sequence: 1, run: running });
    expect((await readViewModel()).drawn.plane?.draws).toBe(1);
  });

  it("asks once for the whole when a message was missed, and goes on from there", async () => {
    const { send, readPosted, readViewModel } = await open();
    await send({ type: "run/snapshot", sequence: 1, run: running });
    await send(delta(3, 10), delta(4, 11));
    expect((await readPosted()).filter(({ type }) => type === "view/resync").length).toBe(1);
    expect((await readViewModel()).drawn.plane?.lines[0]?.points).toBe(10);
    await send({ type: "run/snapshot", sequence: 5, run: running }, delta(6, 10));
    expect((await readViewModel()).drawn.plane?.lines[0]?.points).toBe(11);
  });

  it("can be canceled, and the button keeps the focus while figures come", async () => {
    const { send, page, readPosted } = await open();
    await send({ type: "run/snapshot", sequence: 1, run: running });
    const cancel = page.getByRole("button", { name: "Cancel" });
    await cancel.focus();
    await send(delta(2, 10));
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Cancel");
    await page.keyboard.press("Enter");
    expect(await readPosted()).toContainEqual({ type: "view/action", action: "cancel" });
  });
});

describe("the legend", () => {
  it("hides and shows layers by keyboard, in all charts, and remembers it", async () => {
    const { page, settle, readViewModel, readState } = await openWithRun();
    const button = page.getByRole("button", { name: /^T2 hidden 2/ });
    expect(await button.getAttribute("aria-pressed")).toBe("true");
    await button.focus();
    await page.keyboard.press("Space");
    await settle();
    expect(await button.getAttribute("aria-pressed")).toBe("false");
    expect(await page.evaluate("document.activeElement.dataset.layer")).toBe("1");
    const { drawn } = await readViewModel();
    expect(drawn.plane?.lines.length).toBe(5);
    expect(drawn.gradient?.lines.length).toBe(5);
    expect(await readState()).toEqual({ version: 1, runId: RUN.runId, hiddenLayers: [1] });
    await page.getByRole("button", { name: "Show all" }).click();
    await settle();
    expect((await readViewModel()).drawn.plane?.lines.length).toBe(6);
  });

  it("shows a layer alone by alt-click, and says so where none is left", async () => {
    const { page, settle, readViewModel } = await openWithRun();
    const button = page.getByRole("button", { name: /^T6 output/ });
    await button.click({ modifiers: ["Alt"] });
    await settle();
    expect((await readViewModel()).drawn.plane?.lines.map(({ label }) => label)).toEqual(["T6"]);
    await button.click();
    await settle();
    expect((await readViewModel()).drawn.plane).toBeUndefined();
    expect(await page.locator(".plane").innerText()).toContain("All layers are hidden");
  });

  it("shows a layer alone by a key, and all again by the same", async () => {
    const { page, settle, readViewModel } = await openWithRun();
    await page.getByRole("button", { name: /^T6 output/ }).focus();
    await page.keyboard.press("s");
    await settle();
    expect((await readViewModel()).drawn.plane?.lines.map(({ label }) => label)).toEqual(["T6"]);
    await page.keyboard.press("s");
    await settle();
    expect((await readViewModel()).drawn.plane?.lines.length).toBe(6);
  });
});

describe("a run of several estimators", () => {
  const several = createSyntheticRun({ epochs: 200, snapshots: 40, estimators: 4, bound: "curved" });
  const whole: HostToView = { type: "run/snapshot", sequence: 1, run: several };
  const KDE = { version: 1, runId: RUN.runId, hiddenLayers: [], estimator: "kde" } as const;

  async function openSeveral(options: Partial<ViewPageOptions> = {}): Promise<ViewPage> {
    const opened = await open(options);
    await opened.send(whole);
    return opened;
  }

  const endOf = async ({ readViewModel }: ViewPage): Promise<number | undefined> =>
    (await readViewModel()).picture?.plane.own.trajectories[0]?.points.at(-1)?.ixt;

  it("shows the one chosen by keyboard, at once and without asking the host, and remembers it", async () => {
    const opened = await openSeveral();
    const { page, settle, readPosted, readState } = opened;
    const binning = await endOf(opened);
    await page.getByLabel("Estimator", { exact: true }).focus();
    await page.keyboard.press("ArrowDown");
    await settle();
    expect(await endOf(opened)).toBeCloseTo(0.82 * binning!, 10);
    expect(await page.locator(".plane .key").innerText()).toContain("lower to upper bound");
    expect(await page.evaluate("document.activeElement.tagName")).toBe("SELECT");
    expect(await readPosted()).toEqual([{ type: "view/ready" }]);
    expect(await readState()).toEqual(KDE);
  });

  it("keeps the choice over a reload, in what comes after, and in a narrow side view", async () => {
    const opened = await openSeveral({ placement: "side", width: 200, state: KDE });
    const select = opened.page.getByRole("combobox", { name: "Estimator", exact: true });
    expect(await select.locator("option:checked").textContent()).toBe("KDE bounds");
    const before = await opened.readViewModel();
    const last = several.cells[0]!.snapshots;
    await opened.send({
      type: "run/delta",
      sequence: 2,
      runId: RUN.runId,
      status: "running",
      cells: [{ cellIndex: 0, snapshots: sliceTable(last, 10, 11) }],
    });
    const after = await opened.readViewModel();
    expect(after.picture?.plane.controls.selected).toBe(1);
    const recorded = ({ picture }: typeof before) => picture!.plane.own.trajectories[0]!.points.length;
    expect(recorded(after)).toBe(recorded(before) + 1);
    expect(after.picture?.plane.controls.options.map(({ label }) => label)).not.toContain("Compare all");
  });

  it("shows all side by side by keyboard, and one again", async () => {
    const { page, settle, readViewModel, complaints } = await openSeveral();
    await page.getByLabel("Estimator", { exact: true }).focus();
    await page.keyboard.press("End");
    await settle();
    const compared = await readViewModel();
    expect(compared.drawn.plane).toBeUndefined();
    expect(compared.drawnParts.plane.map((drawn) => drawn?.lines.length)).toEqual([6, 6, 6, 6]);
    const planes = page.getByRole("img", { name: /^Information plane of 6/ });
    expect(await planes.count()).toBe(4);
    expect(await page.locator(".compared h3").allInnerTexts()).toEqual([
      "binning",
      "KDE bounds",
      "noise-injected",
      "matrix-based Rényi",
    ]);
    await page.keyboard.press("Home");
    await settle();
    const one = await readViewModel();
    expect([one.drawn.plane?.lines.length, one.drawnParts.plane]).toEqual([6, []]);
    expect(await planes.count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it("has its bound hidden and shown by keyboard, in the picture and in words", async () => {
    const { page, settle } = await openSeveral();
    const checkbox = page.getByRole("checkbox", { name: "IB bound" });
    const chip = page.getByRole("button", { name: /^T3 hidden 3/ });
    expect(await chip.getAttribute("title")).toContain("bit of the input");
    const paint = (): Promise<string> =>
      page.evaluate<string>("document.querySelector('.plane canvas').toDataURL()");
    const withBound = await paint();
    await checkbox.focus();
    await page.keyboard.press("Space");
    await settle();
    expect(await checkbox.isChecked()).toBe(false);
    expect(await page.locator(".planes").textContent()).not.toContain("IB bound of");
    expect(await chip.getAttribute("title")).not.toContain("bit of the input");
    expect(await paint()).not.toBe(withBound);
    await page.keyboard.press("Space");
    await settle();
    expect(await paint()).toBe(withBound);
  });

  it("fills its bands and what lies above the bound", async () => {
    const { page, settle, send } = await openSeveral({ state: { ...KDE, hiddenLayers: [0, 1, 2, 4, 5] } });
    const measureInk = (): Promise<number> => page.evaluate<number>(MEASURE_PLANE_INK);
    const both = await measureInk();
    await page.getByRole("checkbox", { name: "IB bound" }).click();
    await settle();
    const bands = await measureInk();
    expect(both - bands).toBeGreaterThan(0.02);
    const [cell] = several.cells;
    const estimators = cell!.estimators.map(({ key, title, resolutions }) => ({ key, title, resolutions }));
    const plain = { ...several, cells: [{ ...cell!, estimators }] };
    await send({ type: "run/snapshot", sequence: 2, run: plain });
    expect(bands - (await measureInk())).toBeGreaterThan(0.01);
  });

  it("has nothing to set where there is one estimator and no bound", async () => {
    const { page } = await openWithRun();
    expect(await page.getByLabel("Estimator", { exact: true }).isVisible()).toBe(false);
    expect(await page.getByRole("checkbox").count()).toBe(0);
  });
});

describe("the verdict above the pictures", () => {
  it("is read first, and its button asks for the line of the config", async () => {
    const verdict = {
      code: "training/too-short",
      severity: "warning",
      change: "training.epochs: 4000",
    } as const;
    const cells = WHOLE.run.cells.map((cell) => ({
      ...cell,
      notes: [{ text: "Train longer.", verdict }, ...cell.notes],
    }));
    const { page, send, readPosted, settle } = await openWithRun();
    expect(await page.locator(".advice").count()).toBe(0);
    expect(await page.locator(".phases").innerText()).toMatch(/^Fitting, then compression in T2/);
    await send({ ...WHOLE, sequence: 2, run: { ...WHOLE.run, cells } });
    await settle();
    expect(await page.locator(".advice p").innerText()).toBe("Train longer.");
    expect(await page.locator(".advice").getByRole("button").allInnerTexts()).toEqual([
      "Try training.epochs: 4000",
    ]);
    await page.getByRole("button", { name: "Try training.epochs: 4000" }).click();
    expect(await readPosted()).toContainEqual({ type: "view/action", action: "openAdvice" });
    expect(await page.locator(".verdict ~ main").count()).toBe(1);
  });
});

it("leaves the top of the side view to the picture, and has the verdict below", async () => {
  const { page } = await openWithRun({ placement: "side", width: 220 });
  expect(await page.locator("main ~ .verdict").count()).toBe(1);
  expect(await page.locator(".verdict ~ main").count()).toBe(0);
});

describe("a view without a picture", () => {
  it.each<[IdleReason, string, string]>([
    ["no-config", "Create a sample config", "createSampleConfig"],
    ["no-run", "Run analysis", "run"],
    ["untrusted", "Manage workspace trust", "manageTrust"],
    ["run-unavailable", "Run again", "run"],
  ])("because of %s offers what helps", async (reason, label, action) => {
    const { send, page, readPosted } = await open({ placement: "side", width: 220 });
    await send(none(reason));
    await page.getByRole("button", { name: label }).click();
    expect(await readPosted()).toContainEqual({ type: "view/action", action });
    expect(await page.locator("header").isVisible()).toBe(false);
  });

  it("takes its charts off when the run goes away, and draws the next", async () => {
    const { send, readViewModel, complaints } = await openWithRun();
    await send(none("run-unavailable"));
    expect((await readViewModel()).drawn).toEqual({});
    await send(WHOLE);
    expect((await readViewModel()).drawn.plane?.lines.length).toBe(6);
    expect(complaints).toEqual([]);
  });
});

describe("for those who do not see it", () => {
  it("each chart is an image that can be reached and says what it shows", async () => {
    const { page } = await openWithRun();
    const images = page.getByRole("img", {
      name: /^(Information plane of 6|Gradients, signal to noise, of 6|I\(X;T\) of 6|Loss and accuracy over)/,
    });
    expect(await images.count()).toBe(4);
    const reached = new Set<unknown>();
    for (let steps = 0; steps < 40; steps++) {
      await page.keyboard.press("Tab");
      reached.add(await page.evaluate("document.activeElement.closest('.chart')?.className"));
    }
    expect([...reached].filter((name) => name !== undefined)).toEqual([
      "chart plane",
      "chart gradient",
      "chart information",
      "chart loss",
    ]);
  });

  it("a change of the run's status is announced, its progress is not", async () => {
    const { page, send } = await open();
    const said = (): Promise<string | null> => page.getByRole("status").textContent();
    const status = (sequence: number, epoch: number, of: RunView["status"]): HostToView => ({
      type: "run/delta",
      sequence,
      runId: RUN.runId,
      status: of,
      progress: { epoch, epochs: 200, epochsPerSecond: 1, secondsLeft: 1 },
      cells: [],
    });
    await send({ type: "run/snapshot", sequence: 1, run: { ...RUN, status: "running" } });
    await send(status(2, 100, "running"));
    expect(await said()).toBe("synthetic.ib.json: Training.");
    await send(status(3, 200, "completed"));
    expect(await said()).toBe("synthetic.ib.json: Completed.");
  });
});

describe("text from outside", () => {
  /** Words that the view itself knows. */
  const WORDS = ["type", "status", "spread", "reason"];
  const hostile = (run: RunView): RunView =>
    withTexts(run, (text, key) =>
      // Estimators are told apart by their keys.
      WORDS.includes(key) ? text : key === "key" ? `${text} ${HOSTILE_TEXT}` : HOSTILE_TEXT,
    );

  it("is shown as it stands and never becomes markup", async () => {
    const cell = createSyntheticCell({ bound: "curved", estimators: 2 });
    const run = hostile({
      ...RUN,
      status: "failed",
      failure: "It failed.",
      cells: [{ ...cell, notes: [{ text: "A note." }], divergence: { epoch: 3, advice: "Lower it." } }],
    });
    const { send, page, complaints } = await open({
      state: { version: 1, runId: run.runId, hiddenLayers: [], drawer: "details" },
    });
    await send({ type: "run/snapshot", sequence: 1, run });
    await send({
      type: "run/delta",
      sequence: 2,
      runId: run.runId,
      status: "failed",
      failure: HOSTILE_TEXT,
      cells: [{ cellIndex: 0, notes: [{ text: HOSTILE_TEXT }] }],
    });
    expect(await page.locator("h1").textContent()).toBe(HOSTILE_TEXT);
    expect(await page.locator(".notes li").allTextContents()).toContain(HOSTILE_TEXT);
    await send({ ...none("run-unavailable"), sequence: 3, detail: HOSTILE_TEXT } as HostToView);
    expect(await page.locator("#app").innerText()).toContain("onerror");
    expect(await page.locator("img, script:not([nonce]), script:not([src])").count()).toBe(0);
    expect(await page.evaluate("globalThis.broken")).toBeUndefined();
    expect(complaints).toEqual([]);
  });
});

describe("a message of the wrong shape", () => {
  it.each([
    [{ type: "run/snapshot" }],
    [{ type: "run/snapshot", sequence: 2, run: { cells: [{}] } }],
    [{ type: "run/delta", sequence: 2, runId: RUN.runId, cells: 3 }],
    [{ type: "run/neurons", runId: RUN.runId }],
    [{ type: "run/compared", runId: RUN.runId, runs: [{}] }],
    [{ type: "run/none" }],
    [{ type: "of another" }],
    ["text"],
    [null],
  ])("%j leaves a view that can be used, and what is wrong is told to the host", async (message) => {
    const { page, settle, readPosted, readViewModel, send } = await openWithRun();
    await page.evaluate(
      `window.dispatchEvent(new MessageEvent("message", { data: ${JSON.stringify(message)} }))`,
    );
    await settle();
    const errors = (await readPosted()).filter(({ type }) => type === "view/error");
    expect(errors.length).toBeLessThanOrEqual(1);
    await send({ ...WHOLE, sequence: 3 });
    expect((await readViewModel()).drawn.plane?.lines.length).toBe(6);
  });
});

describe("an error of the view's own", () => {
  it.each([
    ["thrown", "setTimeout(() => { throw new RangeError('It broke here') })"],
    ["in a promise", "void Promise.reject(new RangeError('It broke here'))"],
  ])("%s is told to the host and to the reader", async (_name, script) => {
    const { page, settle, readPosted } = await openWithRun();
    await page.evaluate(`{ ${script} }`);
    await settle();
    const error = (await readPosted()).find(({ type }) => type === "view/error");
    expect(error).toMatchObject({
      message: "It broke here",
      stack: expect.stringContaining("RangeError") as string,
    });
    expect(await page.getByRole("alert").innerText()).toContain("It broke here");
  });

  it("is not told without end", async () => {
    const { page, settle, readPosted } = await open();
    await page.evaluate("for (let i = 0; i < 100; i++) setTimeout(() => { throw new Error('again') })");
    await settle();
    expect((await readPosted()).filter(({ type }) => type === "view/error").length).toBe(20);
  });
});

describe("the editor's theme", () => {
  it("is taken over when it changes, without a new message", async () => {
    const { page, setTheme, readViewModel } = await openWithRun({ theme: "light" });
    const before = (await readViewModel()).drawn.plane!.draws;
    const colorOf = (): Promise<unknown> =>
      page.locator(".layer .swatch path").first().getAttribute("stroke");
    const light = await colorOf();
    await setTheme("dark");
    expect(await colorOf()).not.toBe(light);
    expect((await readViewModel()).drawn.plane!.draws).toBeGreaterThan(before);
  });
});

/** How many pixels of the plane's upper canvas are drawn on. */
const MEASURE_OVERLAY = `(() => {
  const [canvas] = document.querySelectorAll(".plane canvas.overlay");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let ink = 0;
  for (let i = 3; i < data.length; i += 4) ink += data[i] > 0 ? 1 : 0;
  return ink;
})()`;

/** Notes in every frame how often the charts have been drawn. */
const WATCH_DRAWS = `{
  globalThis.drawSums = [];
  const next = () => {
    const { drawn } = ibAnalysisView.readViewModel();
    drawSums.push(Object.values(drawn).reduce((sum, { draws }) => sum + draws, 0));
    requestAnimationFrame(next);
  };
  next();
}`;

describe("what stands beside the pointer", () => {
  it("is not written over by the marks of the cursor, and goes with the pointer", async () => {
    const { page, settle } = await openWithRun({ width: 1200, height: 800 });
    const chart = (await page.locator(".plane canvas.figure").boundingBox())!;
    const readInk = (): Promise<number> => page.evaluate<number>(MEASURE_OVERLAY);
    await page.mouse.move(chart.x + chart.width * 0.5, chart.y + chart.height * 0.15);
    await settle();
    const pointed = await readInk();
    await page.mouse.move(5, 5);
    await settle();
    expect(await readInk()).toBeGreaterThan(pointed);
  });
});

describe("a page of another size", () => {
  it("has its charts drawn anew, one a frame", async () => {
    const { page, readViewModel, settle } = await openWithRun({ width: 1200, height: 800 });
    const before = (await readViewModel()).drawn;
    await page.evaluate(WATCH_DRAWS);
    await page.setViewportSize({ width: 900, height: 760 });
    await settle();
    const after = (await readViewModel()).drawn;
    for (const name of ["plane", "gradient", "information", "loss"] as const) {
      expect(after[name]!.width).toBeLessThan(before[name]!.width);
      expect(after[name]!.draws).toBeGreaterThan(before[name]!.draws);
    }
    const sums = await page.evaluate<readonly number[]>("drawSums");
    expect(sums.at(-1)! - sums[0]!).toBeGreaterThanOrEqual(4);
    expect(Math.max(...sums.slice(1).map((sum, index) => sum - sums[index]!))).toBe(1);
  });
});

describe("a screen with other pixels", () => {
  it("makes the charts sharp again, although no size changes", async () => {
    const { page, readViewModel } = await openWithRun({ placement: "side", width: 300, height: 800 });
    expect((await readViewModel()).drawn.plane?.pixelRatio).toBe(1);
    // Chromium emulates another screen only along with another size: that event is kept from the view.
    await page.evaluate("addEventListener('resize', (event) => event.stopImmediatePropagation(), true)");
    const devTools = await page.context().newCDPSession(page);
    const screen = { width: 300, height: 801, deviceScaleFactor: 2, mobile: false };
    await devTools.send("Emulation.setDeviceMetricsOverride", screen);
    await expect.poll(async () => (await readViewModel()).drawn.plane?.pixelRatio).toBe(2);
  });
});
