import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Frame, Page } from "playwright-core";
import { launchChromium } from "./chromium";
import { PROJECT_ROOT, RESULTS_FOLDER } from "../../scripts/projectRoot";
import type { Settings } from "../../scripts/vscode/userSettings";
import { startVscodeServer, type RunningServer } from "../../scripts/vscode/vscodeServer";
import { waitUntil } from "../../scripts/vscode/waiting";
import { workbenchAddress } from "../../scripts/vscode/workbenchAddress";
import { ofExtension, watchConsole, type ConsoleComplaint } from "./workbenchConsole";
import {
  pickInPalette,
  pickInQuickPick,
  readNotifications,
  readProblems,
  readStatusBar,
  type NotificationText,
} from "./workbenchParts";

/** VS Code's names for its themes in settings, and what its theme picker and its page call them. */
const THEMES = {
  "Default Light Modern": { label: "Light Modern", file: "light_modern" },
  "Default Dark Modern": { label: "Dark Modern", file: "dark_modern" },
  "Default High Contrast": { label: "Dark High Contrast", file: "hc_black" },
  "Default High Contrast Light": { label: "Light High Contrast", file: "hc_light" },
} as const;

export type ThemeName = keyof typeof THEMES;

export const THEME_NAMES = Object.keys(THEMES) as readonly ThemeName[];

export interface WorkbenchOptions {
  /** The folder to open, absolute. */
  readonly folder: string;
  /** User settings on top of those for a quiet window. */
  readonly settings?: Settings;
  /** False opens the folder in Restricted Mode. Default: true. */
  readonly trusted?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly reducedMotion?: boolean;
}

const START_TIMEOUT_MS = 90_000;
const STEP_TIMEOUT_MS = 30_000;

/** Starts a VS Code with this extension on a folder, in a headless browser, and waits until it can be used. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { folder, settings, trusted, viewport, reducedMotion } = options;
  const say = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const server = await startVscodeServer({
    mode: { kind: "installed", extensions: [PROJECT_ROOT] },
    settings: { "workbench.colorTheme": "Default Light Modern", ...settings },
    trusted: trusted ?? true,
    say,
  });
  let browser: Browser | undefined;
  try {
    browser = await launchChromium(say);
    const page = await browser.newPage({
      viewport: viewport ?? { width: 1400, height: 900 },
      reducedMotion: reducedMotion === true ? "reduce" : "no-preference",
    });
    page.setDefaultTimeout(STEP_TIMEOUT_MS);
    const workbench = new Workbench(server, browser, page);
    await page.goto(workbenchAddress(server, folder), { timeout: START_TIMEOUT_MS });
    await workbench.waitUntilReady();
    return workbench;
  } catch (error) {
    await browser?.close();
    await server.dispose();
    throw error;
  }
}

/** A running VS Code window: what a person does in it, and what they see. */
export class Workbench {
  readonly page: Page;
  readonly server: RunningServer;
  /** Everything printed as a warning or an error so far, VS Code's own harmless lines left out. */
  readonly complaints: readonly ConsoleComplaint[];
  readonly #browser: Browser;

  constructor(server: RunningServer, browser: Browser, page: Page) {
    this.server = server;
    this.#browser = browser;
    this.page = page;
    this.complaints = watchConsole(page);
  }

  /** Waits for the status bar and the explorer's files: then the window is restored and takes keys. */
  async waitUntilReady(): Promise<void> {
    await this.page.locator(".part.statusbar .statusbar-item").first().waitFor({ timeout: START_TIMEOUT_MS });
    await this.page.locator(".part.sidebar .monaco-list").first().waitFor({ timeout: START_TIMEOUT_MS });
  }

  /** Loads the window anew, as "Developer: Reload Window" does, and waits for the webview that it must bring back. */
  async reload(webview: string): Promise<Frame> {
    await this.page.reload();
    await this.page.locator(".part.statusbar .statusbar-item").first().waitFor({ timeout: START_TIMEOUT_MS });
    return await this.webviewFrame(webview, START_TIMEOUT_MS);
  }

  /** Runs a command by its whole title in the command palette, such as "IB Analysis: Run". */
  async runCommand(title: string): Promise<void> {
    await pickInPalette(this.page, ">", title, STEP_TIMEOUT_MS);
  }

  /** Takes a choice from a quick pick that a command opened, by its whole label. */
  async pick(label: string): Promise<void> {
    await pickInQuickPick(this.page, label, STEP_TIMEOUT_MS);
  }

  /** Opens a file of the folder by its name, and waits for its tab. */
  async openFile(name: string): Promise<void> {
    await pickInPalette(this.page, "", name, STEP_TIMEOUT_MS);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).first().waitFor();
  }

  /** The content frame of the webview for which the predicate holds (or that has an element for a selector). */
  async webviewFrame(
    wanted: string | ((frame: Frame) => boolean | Promise<boolean>),
    timeoutMs = STEP_TIMEOUT_MS,
  ): Promise<Frame> {
    const holds =
      typeof wanted === "string" ? async (frame: Frame) => (await frame.locator(wanted).count()) > 0 : wanted;
    return await waitUntil(
      async () => {
        for (const frame of await this.#webviewFrames()) {
          if (!frame.isDetached() && (await holds(frame))) {
            return frame;
          }
        }
        return undefined;
      },
      {
        what: `a webview${typeof wanted === "string" ? ` with ${wanted}` : " that the predicate accepts"}`,
        timeoutMs,
        hint: async () => {
          const frames = this.page.frames().map((frame) => frame.url());
          const notices = (await this.notifications()).map(({ message }) => message);
          const picture = await this.screenshot("no-webview");
          return `The page's frames: ${frames.join(", ")}. Notifications: ${notices.join(" | ") || "none"}. See ${picture}.`;
        },
      },
    );
  }

  /** Frames that show a webview's content; one that is still loading has another name. */
  async #webviewFrames(): Promise<readonly Frame[]> {
    const frames: Frame[] = [];
    for (const frame of this.page.frames()) {
      if (/\/fake\.html/.test(frame.url())) {
        const element = await frame.frameElement().catch(() => undefined); // it may be gone by now
        if ((await element?.getAttribute("id")) === "active-frame" && (await element?.isVisible()) === true) {
          frames.push(frame);
        }
      }
    }
    return frames;
  }

  /** Changes the color theme as a person does, and waits until the window wears it. */
  async setTheme(name: ThemeName): Promise<void> {
    const { label, file } = THEMES[name];
    await this.runCommand("Preferences: Color Theme");
    await this.pick(label);
    await this.page.locator(`.monaco-workbench.vscode-theme-defaults-themes-${file}-json`).waitFor();
  }

  /** Writes the window's picture to test-results/NAME.png. */
  async screenshot(name: string): Promise<string> {
    mkdirSync(RESULTS_FOLDER, { recursive: true });
    const path = join(RESULTS_FOLDER, `${name}.png`);
    await this.page.screenshot({ path, animations: "disabled" });
    return path;
  }

  async notifications(): Promise<readonly NotificationText[]> {
    return await readNotifications(this.page);
  }

  /** Waits for a notification whose message contains a text. */
  async waitForNotification(text: string): Promise<NotificationText> {
    return await waitUntil(
      async () => (await this.notifications()).find(({ message }) => message.includes(text)),
      {
        what: `a notification with "${text}"`,
        timeoutMs: STEP_TIMEOUT_MS,
        hint: async () => `On the screen: ${JSON.stringify(await this.notifications())}`,
      },
    );
  }

  /** Presses a button of the notification whose message contains a text. */
  async pressNotificationButton(text: string, button: string): Promise<void> {
    const item = this.page.locator(".notification-list-item", { hasText: text }).first();
    await item.hover(); // buttons of a folded notification come up only then
    await item.locator(".monaco-button", { hasText: button }).first().click();
  }

  async statusBarText(): Promise<readonly string[]> {
    return await readStatusBar(this.page);
  }

  /** Opens the Problems view and reads it: see readProblems for the form of the lines. */
  async problems(): Promise<readonly string[]> {
    await this.runCommand("Problems: Focus on Problems View");
    await this.page.locator(".markers-panel").first().waitFor();
    return await readProblems(this.page);
  }

  /** Warnings, errors and exceptions of the extension and its webviews so far. */
  extensionComplaints(): readonly ConsoleComplaint[] {
    return ofExtension(this.complaints);
  }

  /** Throws when the extension or one of its webviews printed a warning or an error, or threw. */
  expectNoComplaints(): void {
    const found = this.extensionComplaints();
    if (found.length > 0) {
      const lines = found.map(({ source, kind, text }) => `${source} ${kind}: ${text}`);
      throw new Error(`The extension complained:\n${lines.join("\n")}`);
    }
  }

  /** Closes the window and ends the server. */
  async dispose(): Promise<void> {
    await this.#browser.close();
    await this.server.dispose();
  }
}
