import { build, type Plugin } from "esbuild";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { buildWebviewHtml } from "../../src/editor/views/webviewHtml";
import type { HostToView, PersistedViewState, ViewToHost } from "../../src/view/viewMessages";
import type { ReadViewModel } from "../../webview/ui/readViewModel";
import { launchChromium } from "../host/chromium";
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

/** One view in a page of its own. */
export interface ViewPage {
  readonly page: Page;
  /** What the page wrote to its console or threw; the page's policy complains there too. */
  readonly complaints: readonly string[];
  /** Messages sent together arrive in one frame, whatever else the machine does. */
  readonly send: (...messages: readonly HostToView[]) => Promise<void>;
  readonly setTheme: (theme: EditorThemeName) => Promise<void>;
  readonly readPosted: () => Promise<readonly ViewToHost[]>;
  readonly readState: () => Promise<PersistedViewState | undefined>;
  readonly readViewModel: () => Promise<ReadViewModel>;
  /** Waits until the view has drawn what it was told. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The view as it is built, in the host's own page, with a fake of VS Code around it. */
export interface WebviewHarness {
  open(options: ViewPageOptions): Promise<ViewPage>;
  dispose(): Promise<void>;
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

interface ViewGlobals {
  readonly fakeEditor: FakeEditor;
  readonly ibAnalysisView: { readViewModel(): ReadViewModel };
}

const ORIGIN = "http://view.invalid";

/** Builds the view, with more pictures if plugins add them, and starts the browser. */
export async function startWebviewHarness(plugins: readonly Plugin[] = []): Promise<WebviewHarness> {
  const files = await buildView(plugins);
  const browser = await launchChromium(() => undefined);
  return {
    open: (options) => openView(browser, files, options),
    dispose: () => browser.close(),
  };
}

async function buildView(plugins: readonly Plugin[]): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    bundle: true,
    format: "iife",
    write: false,
    logLevel: "silent",
    outdir: "view",
    plugins: [...plugins],
    entryPoints: { webview: fileURLToPath(new URL("../../webview/main.ts", import.meta.url)) },
  });
  const textOf = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))!.text;
  return new Map([
    ["/webview.js", textOf(".js")],
    ["/webview.css", textOf(".css")],
  ]);
}

async function openView(
  browser: Browser,
  files: ReadonlyMap<string, string>,
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
    await route.fulfill({ contentType, body: files.get(path) ?? html });
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
    fakeClock
      ? page.clock.runFor(50)
      : page.evaluate(
          "new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 0))",
        );
  await settle();
  return {
    page,
    complaints,
    send: async (...messages) => {
      await page.evaluate((all) => {
        for (const message of all) {
          (globalThis as unknown as ViewGlobals).fakeEditor.send(message);
        }
      }, messages as HostToView[]);
      await settle();
    },
    setTheme: async (name) => {
      await page.evaluate((values) => {
        (globalThis as unknown as ViewGlobals).fakeEditor.setTheme(values);
      }, EDITOR_THEMES[name] as EditorThemeValues);
      await settle();
    },
    readPosted: () => page.evaluate(() => (globalThis as unknown as ViewGlobals).fakeEditor.posted),
    readState: () =>
      page.evaluate(
        () => (globalThis as unknown as ViewGlobals).fakeEditor.state as PersistedViewState | undefined,
      ),
    readViewModel: () =>
      page.evaluate(() => (globalThis as unknown as ViewGlobals).ibAnalysisView.readViewModel()),
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
