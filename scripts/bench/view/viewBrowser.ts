import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { launchChromium } from "../../../test/host/chromium";
import type { ViewFiles } from "../../../test/support/viewPage";
import { PROJECT_ROOT } from "../../projectRoot";

/** A browser, and the view as the build has made it. */
export interface ViewBrowser {
  readonly browser: Browser;
  readonly files: ViewFiles;
}

/** Does something with a browser and the built view. @returns undefined, with a line that says so, where there is no browser */
export async function withViewBrowser<Value>(
  say: (line: string) => void,
  use: (views: ViewBrowser) => Promise<Value>,
): Promise<Value | undefined> {
  let browser: Browser;
  try {
    browser = await launchChromium(say);
  } catch (thrown) {
    say(thrown instanceof Error ? thrown.message : String(thrown));
    return undefined;
  }
  const read = (name: string): string => readFileSync(join(PROJECT_ROOT, "dist", name), "utf8");
  try {
    return await use({ browser, files: { script: read("webview.js"), style: read("webview.css") } });
  } finally {
    await browser.close();
  }
}
