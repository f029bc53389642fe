import type { Page } from "playwright-core";

/** A task of the page's thread that took longer than 50 ms, in milliseconds. */
export interface LongTask {
  readonly start: number;
  readonly duration: number;
}

/** Milliseconds of a clock that this process and its pages have in common. */
export function epochNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Installs what reads the clock, the long tasks and the drawings of a view from inside its page. */
export async function installProbe(page: Page): Promise<void> {
  await page.evaluate(PROBE);
}

/** Hands a message to the view as its host does. @returns once it has been drawn, when that was by `epochNow` */
export async function deliver(page: Page, message: unknown): Promise<number> {
  return await page.evaluate<number>(`benchProbe.take(${JSON.stringify(pack(message))})`);
}

/** When there was a picture of a run for the first time; NaN if there was none yet. */
export async function readFirstPicture(page: Page): Promise<number> {
  return await page.evaluate<number>("benchProbe.firstPicture");
}

/** The long tasks since the last call. */
export async function takeLongTasks(page: Page): Promise<readonly LongTask[]> {
  return await page.evaluate<readonly LongTask[]>("benchProbe.takeLongTasks()");
}

/** How often each chart has been drawn since the view was opened. */
export async function countDraws(page: Page): Promise<readonly number[]> {
  return await page.evaluate<readonly number[]>("benchProbe.countDraws()");
}

/** Moves the cursor through so many recorded epochs by the keys of the time axis. @returns each frame's milliseconds */
export async function scrub(page: Page, steps: number): Promise<readonly number[]> {
  return await page.evaluate<readonly number[]>(`benchProbe.scrub(${steps})`);
}

/** What the page's script holds after a garbage collection, its tables included, in MiB. */
export async function readHeap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send("HeapProfiler.collectGarbage");
    const usage: { readonly usedSize: number; readonly backingStorageSize?: number } =
      await session.send("Runtime.getHeapUsage");
    return (usage.usedSize + (usage.backingStorageSize ?? 0)) / 2 ** 20;
  } finally {
    await session.detach();
  }
}

/** A message as text, with the bytes of its tables: much faster to unpack than number by number. */
function pack(message: unknown): string {
  return JSON.stringify(message, (_, value: unknown) =>
    value instanceof Float64Array
      ? { base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") }
      : value,
  );
}

/** So many frames one after the other without anything to draw: then all is drawn. */
const QUIET_FRAMES = 3;

const PROBE = `(() => {
  const tasks = [];
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  const note = (entries) => {
    for (const { startTime, duration } of entries) {
      tasks.push({ start: performance.timeOrigin + startTime, duration });
    }
  };
  observer.observe({ type: "longtask" });
  const unpack = (_, value) => {
    if (typeof value !== "object" || value === null || typeof value.base64 !== "string") {
      return value;
    }
    const letters = atob(value.base64);
    const bytes = new Uint8Array(letters.length);
    for (let at = 0; at < letters.length; at++) {
      bytes[at] = letters.charCodeAt(at);
    }
    return new Float64Array(bytes.buffer);
  };
  const charts = () => {
    const { drawn, drawnParts } = ibAnalysisView.readViewModel();
    return [...Object.values(drawn), ...Object.values(drawnParts).flat()].filter((chart) => chart !== undefined);
  };
  // A task after the frame's callbacks: the frame has been painted by then.
  const afterFrame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  globalThis.benchProbe = {
    firstPicture: NaN,
    take: async (text) => {
      fakeEditor.send(JSON.parse(text, unpack));
      let at;
      let draws;
      for (let quiet = 0; quiet < ${QUIET_FRAMES};) {
        await afterFrame();
        quiet = ibAnalysisView.isDrawing() ? 0 : quiet + 1;
        const all = charts();
        const sum = all.reduce((some, chart) => some + chart.draws, 0);
        if (sum !== draws) {
          draws = sum;
          at = performance.timeOrigin + performance.now();
        }
        if (Number.isNaN(benchProbe.firstPicture) && all.some(({ lines }) => lines.some(({ points }) => points > 0))) {
          benchProbe.firstPicture = at;
        }
      }
      return at;
    },
    takeLongTasks: () => {
      note(observer.takeRecords());
      return tasks.splice(0);
    },
    countDraws: () => charts().map(({ draws }) => draws),
    scrub: (steps) => new Promise((done) => {
      const slider = document.querySelector('[role="slider"]');
      const press = (key) => slider.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      const times = [];
      let last;
      const frame = (now) => {
        if (last !== undefined) {
          times.push(now - last);
        }
        last = now;
        if (times.length === steps) {
          done(times);
        } else {
          press("ArrowRight");
          requestAnimationFrame(frame);
        }
      };
      press("Home");
      requestAnimationFrame(frame);
    }),
  };
})()`;
