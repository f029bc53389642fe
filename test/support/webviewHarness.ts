import { build, type Plugin } from "esbuild";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import type { ReadViewModel } from "../../webview/ui/readViewModel";
import { launchChromium } from "../host/chromium";
import { openViewPage, type ViewFiles, type ViewPage as UnreadPage, type ViewPageOptions } from "./viewPage";

/** One view in a page of its own, and what it says that it draws. */
export interface ViewPage extends UnreadPage {
  readonly readViewModel: () => Promise<ReadViewModel>;
}

/** The view as it is built, in the host's own page, with a fake of VS Code around it. */
export interface WebviewHarness {
  open(options: ViewPageOptions): Promise<ViewPage>;
  dispose(): Promise<void>;
}

interface ViewGlobals {
  readonly ibAnalysisView: { readViewModel(): ReadViewModel };
}

/** Builds the view, with more pictures if plugins add them, and starts the browser. */
export async function startWebviewHarness(plugins: readonly Plugin[] = []): Promise<WebviewHarness> {
  const files = await buildView(plugins);
  const browser = await launchChromium(() => undefined);
  return {
    open: async (options) => {
      const view = await openViewPage(browser, files, options);
      return { ...view, readViewModel: () => readViewModelOf(view.page) };
    },
    dispose: () => browser.close(),
  };
}

function readViewModelOf(page: Page): Promise<ReadViewModel> {
  return page.evaluate(() => (globalThis as unknown as ViewGlobals).ibAnalysisView.readViewModel());
}

async function buildView(plugins: readonly Plugin[]): Promise<ViewFiles> {
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
  return { script: textOf(".js"), style: textOf(".css") };
}
