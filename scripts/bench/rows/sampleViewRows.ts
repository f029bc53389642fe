import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseConfig } from "../../../src/config/parseConfig";
import { RunController } from "../../../src/session/runController";
import { ShownRun } from "../../../src/session/shownRun";
import type { RunProgress } from "../../../src/run/progress";
import { startRecordedRun } from "../../../src/worker/recordedRun";
import { PROJECT_ROOT } from "../../projectRoot";
import type { BenchContext } from "../benchContext";
import { median } from "../measure";
import { measured, type Section } from "../section";
import { NAMES } from "../targets";
import { openHostedPage } from "../view/hostedPage";
import { epochNow, readFirstPicture } from "../view/pageProbe";
import { timeLeftError, type ToldTimeLeft } from "../view/timeLeftError";
import type { ViewBrowser } from "../view/viewBrowser";

const SAMPLE = "black-box.ib.json";
const ROUNDS = { whole: 3, quick: 1 } as const;
const TOLD_FROM_SECONDS = 3;
/** The extension's own setting, as it comes. */
const MEMORY_LIMIT_MEBIBYTES = 512;

/** The sample, started as the extension starts it. */
export async function measureSampleView(
  { quick, folder }: BenchContext,
  views: ViewBrowser,
): Promise<Section[]> {
  const runs: SampleRun[] = [];
  for (let round = 0; round < (quick ? ROUNDS.quick : ROUNDS.whole); round++) {
    const runFolder = join(folder, `sample-${round}`);
    mkdirSync(runFolder);
    runs.push(await runSample(views, runFolder));
  }
  const middle = (figure: (run: SampleRun) => number): number => median(runs.map(figure));
  const duration = middle(({ seconds }) => seconds).toFixed(1);
  return [
    {
      id: "view-sample",
      title: `${SAMPLE} from its start, ${duration} s in all`,
      unit: "s",
      rows: [
        { name: NAMES.firstPoint, outcome: measured(middle(({ firstPoint }) => firstPoint)) },
        { name: NAMES.firstPointDrawn, outcome: measured(middle(({ firstPointDrawn }) => firstPointDrawn)) },
      ],
    },
    {
      id: "view-time-left",
      title: `${SAMPLE}, what is said by what comes true, or the reverse`,
      unit: "factor",
      rows: [{ name: NAMES.timeLeft, outcome: measured(middle(({ error }) => error)) }],
    },
  ];
}

/** What came of one run of the sample; times in seconds from its start. */
interface SampleRun {
  readonly firstPoint: number;
  readonly firstPointDrawn: number;
  readonly error: number;
  readonly seconds: number;
}

async function runSample(views: ViewBrowser, runFolder: string): Promise<SampleRun> {
  const text = readFileSync(join(PROJECT_ROOT, "examples", SAMPLE), "utf8");
  const { config } = parseConfig(text);
  if (config === undefined) {
    throw new Error(`examples/${SAMPLE} is no sound config.`);
  }
  const shownRun = new ShownRun();
  const page = await openHostedPage(views, "panel", shownRun);
  await page.settle();
  const file = { uri: SAMPLE, name: SAMPLE, location: undefined };
  let firstPoint = NaN;
  const told: ToldTimeLeft[] = [];
  const controller = new RunController(() =>
    Promise.resolve({
      status: "ready",
      run: {
        config: file,
        locate: () => ({ offset: 0, length: 0 }),
        begin: (callbacks) =>
          startRecordedRun({
            ...callbacks,
            onEvent: (event) => {
              if (event.type === "cell/snapshot" && Number.isNaN(firstPoint)) {
                firstPoint = elapsed();
              }
              callbacks.onEvent(event);
            },
            onProgress: (progress) => {
              note(progress);
              callbacks.onProgress(progress);
            },
            config,
            configName: SAMPLE,
            files: new Map(),
            workerPath: join(PROJECT_ROOT, "dist", "worker.js"),
            runFolder,
            memoryLimitMebibytes: MEMORY_LIMIT_MEBIBYTES,
            toolVersion: "0.0.0",
            onLog: () => undefined,
          }),
      },
    }),
  );
  controller.onDidBegin(({ record }) => {
    shownRun.show({ kind: "run", source: record });
  });
  controller.onDidUpdate(({ record }) => {
    shownRun.noteGrowth(record);
  });
  const start = epochNow();
  const elapsed = (): number => (epochNow() - start) / 1000;
  const note = ({ secondsLeft }: RunProgress): void => {
    if (secondsLeft !== undefined) {
      told.push({ at: elapsed(), secondsLeft });
    }
  };
  const { status } = await controller.start();
  const seconds = elapsed();
  if (status !== "completed") {
    throw new Error(`The sample ended as ${status}.`);
  }
  await page.settle();
  const firstPointDrawn = ((await readFirstPicture(page.page)) - start) / 1000;
  await page.close();
  return {
    firstPoint,
    firstPointDrawn,
    error: timeLeftError(told, TOLD_FROM_SECONDS, seconds),
    seconds,
  };
}
