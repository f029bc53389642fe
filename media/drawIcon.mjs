// Draws icon.png from icon.svg, since the marketplace takes no SVG: node media/drawIcon.mjs PATH_OF_CHROMIUM
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const SIDE = 256;
const file = (/** @type {string} */ name) => join(import.meta.dirname, name);

const browser = await chromium.launch({
  executablePath: process.argv[2] ?? "chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage({ viewport: { width: SIDE, height: SIDE } });
await page.goto(pathToFileURL(file("icon.svg")).href);
await page.screenshot({ path: file("icon.png"), omitBackground: true });
await browser.close();
