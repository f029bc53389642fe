import type { Page } from "playwright-core";
import { SIDE_VIEW_INTERVAL_MS, VIEW_INTERVAL_MS } from "../../../src/base/limits";
import { systemClock } from "../../../src/session/clock";
import type { ShownRun } from "../../../src/session/shownRun";
import { Signal } from "../../../src/session/signal";
import { ViewBridge } from "../../../src/session/viewBridge";
import { openViewPage } from "../../../test/support/viewPage";
import { deliver, epochNow, installProbe } from "./pageProbe";
import type { ViewBrowser } from "./viewBrowser";

export type Placement = "panel" | "side";

/** A message on its way to a page: when the host sent it, and when it was drawn. */
export interface SentMessage {
  readonly sentAt: number;
  readonly drawn: Promise<number>;
}

/** A view's page with the host's side of it, as the extension has it. */
export interface HostedPage {
  readonly page: Page;
  /** Every message so far. */
  readonly sent: readonly SentMessage[];
  setVisible(isVisible: boolean): void;
  /** Waits until all that was sent is drawn, and what that makes the host send. Rejects if the page complained. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

const INTERVAL_MS = { panel: VIEW_INTERVAL_MS, side: SIDE_VIEW_INTERVAL_MS } as const;
const SIZES = { panel: { width: 1200, height: 800 }, side: { width: 320, height: 800 } } as const;

/** Opens a page and tells it what is shown, at the rate at which the extension does. */
export async function openHostedPage(
  { browser, files }: ViewBrowser,
  placement: Placement,
  shownRun: ShownRun,
): Promise<HostedPage> {
  const intervalMilliseconds = INTERVAL_MS[placement];
  const view = await openViewPage(browser, files, { placement, ...SIZES[placement] });
  const { page, complaints } = view;
  await installProbe(page);
  const visibility = new Signal<void>();
  const sent: SentMessage[] = [];
  const problems: string[] = [];
  let isVisible = true;
  let receive: (message: unknown) => void = () => undefined;
  const bridge = new ViewBridge({
    view: {
      port: {
        post: (message) => {
          sent.push({ sentAt: epochNow(), drawn: deliver(page, message) });
        },
        onMessage: (listener) => {
          receive = listener;
          return () => undefined;
        },
      },
      isVisible: () => isVisible,
      onDidChangeVisibility: visibility.on,
    },
    shownRun,
    clock: systemClock,
    intervalMilliseconds,
    onRequest: (message) => {
      problems.push(`The view asked for ${message.type}.`);
    },
    onReady: () => undefined,
    onProblem: (problem) => {
      problems.push(problem);
    },
  });
  receive({ type: "view/ready" });
  return {
    page,
    sent,
    setVisible: (visible) => {
      isVisible = visible;
      visibility.fire();
    },
    settle: async () => {
      let before: number;
      do {
        before = sent.length;
        await Promise.all(sent.map(({ drawn }) => drawn));
        await new Promise((resolve) => setTimeout(resolve, 2 * intervalMilliseconds));
      } while (sent.length > before);
      const all = [...complaints, ...problems];
      if (all.length > 0) {
        throw new Error(`The view complained: ${all.join(" ")}`);
      }
    },
    close: async () => {
      bridge.dispose();
      await Promise.allSettled(sent.map(({ drawn }) => drawn));
      await view.close();
    },
  };
}
