import { setTimeout as wait } from "node:timers/promises";
import { ShownRun } from "../../../src/session/shownRun";
import { RunRecord } from "../../../src/view/runRecord";
import type { BenchContext } from "../benchContext";
import { median } from "../measure";
import { measured, type Section, type SectionRow } from "../section";
import { NAMES } from "../targets";
import { openHostedPage, type HostedPage } from "../view/hostedPage";
import { imagineRun, type ImaginedSize } from "../view/imaginedRun";
import { countDraws, epochNow, takeLongTasks } from "../view/pageProbe";
import type { ViewBrowser } from "../view/viewBrowser";

const SIZE: ImaginedSize = { networks: 1, layers: 11, snapshots: 400 };
const SECONDS = { whole: 12, quick: 4 } as const;
const ROUNDS = { whole: 3, quick: 1 } as const;
/** What share of the run the panel is hidden for, at its end. */
const HIDDEN_SHARE = 0.25;
/** How often a worker's words come. */
const TICK_MS = 20;

/** What one page did in one round. */
interface Activity {
  readonly longestTask: number;
  readonly longTasks: number;
  readonly drawsPerSecond: number;
}

/** A run that goes on, in the panel and in the side view at once. */
export async function measureLiveView({ quick }: BenchContext, views: ViewBrowser): Promise<Section[]> {
  const rounds = quick ? ROUNDS.quick : ROUNDS.whole;
  const seconds = quick ? SECONDS.quick : SECONDS.whole;
  const activities = new Map<string, Activity[]>([
    [NAMES.panel, []],
    [NAMES.side, []],
    [NAMES.hiddenPanel, []],
  ]);
  for (let round = 0; round < rounds; round++) {
    for (const [name, activity] of Object.entries(await followRun(views, seconds))) {
      activities.get(name)!.push(activity);
    }
  }
  const rowsOf = (names: readonly string[], figure: (activity: Activity) => number): SectionRow[] =>
    names.map((name) => ({ name, outcome: measured(median(activities.get(name)!.map(figure))) }));
  const pages = [NAMES.panel, NAMES.side];
  const run = `a run of ${SIZE.layers} layers that goes on, panel and side view open`;
  return [
    {
      id: "view-live-tasks",
      title: `${run}: longest task, 0 if none takes 50 ms`,
      unit: "ms",
      rows: rowsOf(pages, ({ longestTask }) => longestTask),
    },
    {
      id: "view-live-count",
      title: `${run}: more than 50 ms`,
      unit: "tasks",
      rows: rowsOf(pages, ({ longTasks }) => longTasks),
    },
    {
      id: "view-live-draws",
      title: `${run}: drawings of a chart`,
      unit: "a second",
      rows: rowsOf([...pages, NAMES.hiddenPanel], ({ drawsPerSecond }) => drawsPerSecond),
    },
  ];
}

/** Follows one run from its header to its end. */
async function followRun(views: ViewBrowser, seconds: number): Promise<Readonly<Record<string, Activity>>> {
  const record = new RunRecord();
  const shownRun = new ShownRun();
  const pages = {
    panel: await openHostedPage(views, "panel", shownRun),
    side: await openHostedPage(views, "side", shownRun),
  };
  await Promise.all([pages.panel.settle(), pages.side.settle()]);
  const events = imagineRun(SIZE);
  const visible = Math.round(events.length * (1 - HIDDEN_SHARE));
  const play = async (from: number, to: number): Promise<void> => {
    const start = epochNow();
    const share = (to - from) / events.length;
    for (let next = from; next < to;) {
      await wait(TICK_MS);
      const due = Math.min(to, from + ((epochNow() - start) / 1000 / seconds) * events.length);
      for (; next < due; next++) {
        record.apply(events[next]!);
      }
      record.setProgress({ epoch: next, epochs: events.length, secondsLeft: share * seconds });
      if (shownRun.shown.kind === "none") {
        shownRun.show({ kind: "run", source: record });
      } else {
        shownRun.noteGrowth(record);
      }
    }
  };
  const panel = await watch(pages.panel);
  const side = await watch(pages.side);
  await play(0, visible);
  const seen = { [NAMES.panel]: await panel(), [NAMES.side]: await side() };
  pages.panel.setVisible(false);
  await pages.panel.settle();
  const hidden = await watch(pages.panel);
  await play(visible, events.length);
  const unseen = { [NAMES.hiddenPanel]: await hidden() };
  pages.panel.setVisible(true);
  await Promise.all([pages.panel.settle(), pages.side.settle()]);
  await Promise.all([pages.panel.close(), pages.side.close()]);
  return { ...seen, ...unseen };
}

/** Begins to look at a page. @returns ends that, and says what the page did */
async function watch({ page }: HostedPage): Promise<() => Promise<Activity>> {
  await takeLongTasks(page);
  const before = await countDraws(page);
  const start = epochNow();
  return async () => {
    const seconds = (epochNow() - start) / 1000;
    const durations = (await takeLongTasks(page)).map(({ duration }) => duration);
    const draws = (await countDraws(page)).map((count, chart) => count - (before[chart] ?? 0));
    return {
      longestTask: Math.max(0, ...durations),
      longTasks: durations.length,
      drawsPerSecond: Math.max(0, ...draws) / seconds,
    };
  };
}
