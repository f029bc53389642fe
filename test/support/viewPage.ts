import type { Browser, Page } from "playwright-core";
import { buildWebviewHtml } from "../../src/editor/views/webviewHtml";
import type { HostToView, PersistedViewState, ViewToHost } from "../../src/view/viewMessages";
import { EDITOR_THEMES, type EditorThemeName } from "./editorThemes";

export interface ViewPageOptions {
  readonly placement: "panel" | "side";
  readonly width: number;
  readonly height: number;
  readonly theme?: EditorThemeName;
  readonly pixelRatio?: number;
  /** What an earlier window left by setState. */
  readonly state?: unknown;
  /** The page's clock stands still: `page.clock.runFor` moves it. */
  readonly fakeClock?: boolean;
}

/** The view as it is built. */
export interface ViewFiles {
  readonly script: string;
  readonly style: string;
}

/** One view in a page of its own, for whoever knows nothing of the code of the view. */
export interface ViewPage {
  readonly page: Page;
  /** What the page wrote to its console or threw; the page's policy complains there too. */
  readonly complaints: readonly string[];
  /** Messages sent together arrive in one frame, whatever else the machine does. */
  readonly send: (...messages: readonly HostToView[]) => Promise<void>;
  readonly setTheme: (theme: EditorThemeName) => Promise<void>;
  readonly readPosted: () => Promise<readonly ViewToHost[]>;
  readonly readState: () => Promise<PersistedViewState | undefined>;
  /** Waits until the view has drawn what it was told. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What the fake of VS Code offers inside the page. */
interface FakeEditor {
  readonly posted: ViewToHost[];
  state: unknown;
  send(message: HostToView): void;
  setTheme(theme: EditorThemeValues): void;
}

interface EditorThemeValues {
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}

interface PageGlobals {
  readonly fakeEditor: FakeEditor;
}

/** Where the clock stands still: one for the words, and one for each picture; the last is over when the next begins. */
const FRAMES_TO_DRAW = 12;
/** So many frames one after the other without anything to draw: sizes are told after a frame. */
const QUIET_FRAMES = 3;
/** What plays is drawn all the time. */
const FRAMES_MAX = 120;
const FRAME_MS = 16;

const AFTER_DRAWING = `new Promise((done) => {
  let left = ${QUIET_FRAMES};
  let most = ${FRAMES_MAX};
  const next = () => {
    left = globalThis.ibAnalysisView?.isDrawing() ? ${QUIET_FRAMES} : left - 1;
    if (left === 0 || most-- === 0) done();
    else requestAnimationFrame(next);
  };
  setTimeout(next, 0);
})`;

const ORIGIN = "http://view.invalid";

/** Opens the view's own page, with a fake of VS Code around it. */
export async function openViewPage(
  browser: Browser,
  files: ViewFiles,
  { placement, width, height, theme = "light", pixelRatio = 1, state, fakeClock = false }: ViewPageOptions,
): Promise<ViewPage> {
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: pixelRatio });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  const html = buildWebviewHtml({
    placement,
    cspSource: ORIGIN,
    scriptUri: `${ORIGIN}/webview.js`,
    styleUri: `${ORIGIN}/webview.css`,
    nonce: "harness",
  });
  await page.route(`${ORIGIN}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname;
    const contentType = path.endsWith(".css")
      ? "text/css"
      : path.endsWith(".js")
        ? "text/javascript"
        : "text/html";
    const body = path.endsWith(".css") ? files.style : path.endsWith(".js") ? files.script : html;
    await route.fulfill({ contentType, body });
  });
  if (fakeClock) {
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(1000);
  }
  await page.addInitScript({
    content: `${FAKE_EDITOR}(${JSON.stringify({ theme: EDITOR_THEMES[theme], state })});`,
  });
  await page.goto(`${ORIGIN}/`);
  const settle = (): Promise<void> =>
    fakeClock ? page.clock.runFor(FRAMES_TO_DRAW * FRAME_MS) : page.evaluate(AFTER_DRAWING);
  await settle();
  return {
    page,
    complaints,
    send: async (...messages) => {
      await page.evaluate((all) => {
        for (const message of all) {
          (globalThis as unknown as PageGlobals).fakeEditor.send(message);
        }
      }, messages as HostToView[]);
      await settle();
    },
    setTheme: async (name) => {
      await page.evaluate((values) => {
        (globalThis as unknown as PageGlobals).fakeEditor.setTheme(values);
      }, EDITOR_THEMES[name] as EditorThemeValues);
      await settle();
    },
    readPosted: () => page.evaluate(() => (globalThis as unknown as PageGlobals).fakeEditor.posted),
    readState: () =>
      page.evaluate(
        () => (globalThis as unknown as PageGlobals).fakeEditor.state as PersistedViewState | undefined,
      ),
    settle,
    close: () => page.close(),
  };
}

/**
 * Runs in the page before anything else, as VS Code's own script does. The theme is set when the view asks for
 * the API, which is the first thing it does: the body is there by then.
 */
const FAKE_EDITOR = `(({ theme, state }) => {
  const fakeEditor = {
    posted: [],
    state,
    send: (message) => window.dispatchEvent(new MessageEvent("message", { data: message })),
    setTheme: ({ bodyClass, variables }) => {
      const { style } = document.documentElement;
      for (const name of [...style]) style.removeProperty(name);
      for (const [name, value] of Object.entries(variables)) style.setProperty(name, value);
      document.body.className = bodyClass;
    },
  };
  globalThis.fakeEditor = fakeEditor;
  globalThis.acquireVsCodeApi = () => {
    fakeEditor.setTheme(theme);
    return {
      postMessage: (message) => fakeEditor.posted.push(message),
      getState: () => fakeEditor.state,
      setState: (next) => { fakeEditor.state = next; },
    };
  };
})`;
