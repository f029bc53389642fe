import { writeFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { RUN_FILE_BYTES_MAX } from "../../../src/base/limits";
import { openFile } from "../../../src/disk/openFile";
import { RunFileReading } from "../../../src/disk/readRunEvents";
import { encodeRunEvent } from "../../../src/run/runFile";
import { systemClock } from "../../../src/session/clock";
import { RunLibrary, type RunStore } from "../../../src/session/runLibrary";
import { RunPresenter } from "../../../src/session/runPresenter";
import { summarizeRun } from "../../../src/session/runSummary";
import { ShownRun } from "../../../src/session/shownRun";
import type { BenchContext } from "../benchContext";
import { measureInterleaved, median, quantile, secondsOf } from "../measure";
import { measured, type Section } from "../section";
import { NAMES } from "../targets";
import { openHostedPage, type HostedPage } from "../view/hostedPage";
import { imagineRun, LARGE_RUN, type ImaginedSize } from "../view/imaginedRun";
import { epochNow, readFirstPicture, readHeap, scrub } from "../view/pageProbe";
import type { ViewBrowser } from "../view/viewBrowser";

const ROUNDS = { whole: 5, quick: 1 } as const;
/** Epochs that the cursor moves through. */
const STEPS = { whole: 390, quick: 60 } as const;

/** A stored run in the view: until it is drawn, how smoothly one moves through it, and what it takes of memory. */
export async function measureStoredView(
  { quick, folder, say }: BenchContext,
  views: ViewBrowser,
): Promise<Section[]> {
  const size = quick ? { ...LARGE_RUN, networks: LARGE_RUN.networks / 10 } : LARGE_RUN;
  const file = join(folder, "stored.ibrun");
  const { runId, bytes, snapshots } = writeRun(size, file);
  const rounds = quick ? ROUNDS.quick : ROUNDS.whole;
  const firstFrames: number[] = [];
  let page: HostedPage | undefined;
  const open = async (): Promise<number> => {
    await page?.close();
    const opened = await openStored(views, file, runId, size.networks);
    page = opened.page;
    firstFrames.push(opened.firstFrame);
    return opened.allDrawn;
  };
  const seconds = await measureInterleaved(
    [
      { name: NAMES.allDrawn, run: open },
      { name: NAMES.hostAlone, run: () => secondsOf(() => createLibrary(file).load(file)) },
    ],
    rounds,
  );
  const frames: number[] = [];
  for (let round = 0; round < rounds; round++) {
    frames.push(...(await scrub(page!.page, quick ? STEPS.quick : STEPS.whole)));
  }
  const heap = await readHeap(page!.page);
  await page!.close();
  say(`Chromium ${views.browser.version()}.`);
  const title = `${size.networks} networks × ${size.layers} layers × ${snapshots} snapshots × 2 estimators, ${Math.round(bytes / 1e6)} MB`;
  return [
    {
      id: "view-opening",
      title: `view of ${title}`,
      unit: "ms",
      base: NAMES.allDrawn,
      rows: [
        // The first is the one that warms up.
        { name: NAMES.firstFrame, outcome: measured(1000 * median(firstFrames.slice(1))) },
        { name: NAMES.allDrawn, outcome: measured(1000 * seconds.get(NAMES.allDrawn)!) },
        { name: NAMES.hostAlone, outcome: measured(1000 * seconds.get(NAMES.hostAlone)!) },
      ],
    },
    {
      id: "view-scrub",
      title: "moving through its epochs, 60 frames a second at most",
      unit: "ms",
      rows: [
        { name: NAMES.middleFrame, outcome: measured(median(frames)) },
        { name: NAMES.slowFrame, outcome: measured(quantile(frames, 0.95)) },
      ],
    },
    {
      id: "view-heap",
      title: "memory of its page",
      unit: "MiB",
      rows: [{ name: NAMES.heap, outcome: measured(heap) }],
    },
  ];
}

/** A view that has drawn a whole stored run, with the seconds from the click on it to its first and its last frame. */
async function openStored(
  views: ViewBrowser,
  file: string,
  runId: string,
  networks: number,
): Promise<{ readonly page: HostedPage; readonly firstFrame: number; readonly allDrawn: number }> {
  const shownRun = new ShownRun();
  const page = await openHostedPage(views, "panel", shownRun);
  await page.settle();
  const presenter = new RunPresenter({
    shownRun,
    library: createLibrary(file),
    controller: { run: undefined },
    addressOf: (path) => path,
    isTrusted: () => true,
    hasConfig: () => Promise.resolve(true),
  });
  const start = epochNow();
  await presenter.showRun(runId);
  await page.settle();
  const { shown } = shownRun;
  if (shown.kind !== "run" || shown.source.view().cells.length !== networks) {
    throw new Error("The view shows another run than it was asked for.");
  }
  const drawn = await Promise.all(page.sent.map((message) => message.drawn));
  return {
    page,
    firstFrame: ((await readFirstPicture(page.page)) - start) / 1000,
    allDrawn: (Math.max(...drawn) - start) / 1000,
  };
}

/** A library that knows one file. */
function createLibrary(path: string): RunLibrary {
  const store: RunStore = {
    find: () => Promise.resolve([path]),
    stamp: async () => {
      const { mtimeMs, size } = await stat(path);
      return { modifiedAt: mtimeMs, bytes: size };
    },
    open: () => openFile(path, RUN_FILE_BYTES_MAX),
    onDidChange: () => ({ dispose: () => undefined }),
  };
  return new RunLibrary(store, () => Promise.resolve({ RunFileReading, summarizeRun }), systemClock);
}

function writeRun(
  size: ImaginedSize,
  path: string,
): { readonly runId: string; readonly bytes: number; readonly snapshots: number } {
  const events = imagineRun(size);
  const [header] = events;
  const text = events.map((event) => `${encodeRunEvent(event)}\n`).join("");
  writeFileSync(path, text);
  const snapshots = events.filter(({ type }) => type === "cell/snapshot").length / size.networks;
  return { runId: header?.type === "run/started" ? header.runId : "", bytes: text.length, snapshots };
}
