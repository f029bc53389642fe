import { errors, type Locator, type Page } from "playwright-core";
import { WaitedTooLong, waitUntil } from "../../scripts/vscode/waiting";

/** How long a row in the quick input may take to come up before it is tried again. */
const ROW_TIMEOUT_MS = 3000;
/** How long a list may take to react to a key before the key is pressed again. */
const SETTLE_MS = 500;

export interface NotificationText {
  readonly severity: "info" | "warning" | "error" | "unknown";
  readonly message: string;
  /** The labels of its buttons. */
  readonly buttons: readonly string[];
}

/** The notifications that are on the screen now. */
export async function readNotifications(page: Page): Promise<readonly NotificationText[]> {
  const found: NotificationText[] = [];
  for (const item of await page.locator(".notification-list-item").all()) {
    if (await item.isVisible()) {
      const icon = (await item.locator(".notification-list-item-icon").first().getAttribute("class")) ?? "";
      const severity = (["info", "warning", "error"] as const).find((name) =>
        icon.includes(`codicon-${name}`),
      );
      found.push({
        severity: severity ?? "unknown",
        message: (await item.locator(".notification-list-item-message").first().innerText()).trim(),
        buttons: await item
          .locator(".notification-list-item-buttons-container .monaco-button")
          .allInnerTexts(),
      });
    }
  }
  return found;
}

/** The texts of the status bar's items, from left to right; an item of an icon alone gives its label. */
export async function readStatusBar(page: Page): Promise<readonly string[]> {
  const items = await page.locator(".part.statusbar .statusbar-item").all();
  const texts = items.map(async (item) => {
    const text = (await item.innerText()).replaceAll(/\s+/g, " ").trim();
    return text === "" ? ((await item.getAttribute("aria-label")) ?? "") : text;
  });
  return (await Promise.all(texts)).filter((text) => text !== "");
}

/**
 * What the Problems view says, one line a problem as a screen reader hears it, such as
 * "Warning: A message at line 1 and character 1. …". The view must be open.
 */
export async function readProblems(page: Page): Promise<readonly string[]> {
  const rows = page.locator(".markers-panel .monaco-list-row[aria-level='2']");
  const labels = await Promise.all((await rows.all()).map((row) => row.getAttribute("aria-label")));
  return labels.filter((label) => label !== null);
}

/**
 * Opens the command palette, types a prefix (">" for commands, "" for files) and a label, and takes the row with
 * exactly this label. Closes and opens it again as long as there is none: rows that come up late are not added to
 * an open list.
 */
export async function pickInPalette(
  page: Page,
  prefix: string,
  label: string,
  timeoutMs: number,
): Promise<void> {
  await waitUntil(
    async () => {
      await openPalette(page);
      await quickInput(page).fill(`${prefix}${label}`);
      if (await pickRow(page, label, ROW_TIMEOUT_MS)) {
        return true;
      }
      await page.keyboard.press("Escape");
      return undefined;
    },
    {
      what: `"${label}" in the command palette`,
      timeoutMs,
      hint: async () => `It offered last: ${(await rowLabels(page)).join(" | ") || "nothing"}`,
    },
  );
}

/** A palette just opened says ">"; one that is on its way out still says what was typed into it. */
async function openPalette(page: Page): Promise<void> {
  await waitUntil(
    async () => {
      await page.keyboard.press("F1");
      const isFresh = async (): Promise<true | undefined> =>
        (await visibleText(page)) === ">" ? true : undefined;
      return await waitUntil(isFresh, { what: "an empty palette", timeoutMs: ROW_TIMEOUT_MS }).catch(
        retryLater,
      );
    },
    { what: "the command palette to open", timeoutMs: 4 * ROW_TIMEOUT_MS },
  );
}

/** Types a label into the quick pick that a command opened, and takes the row with exactly this label. */
export async function pickInQuickPick(page: Page, label: string, timeoutMs: number): Promise<void> {
  await waitUntil(
    async () => {
      // The pick may not be open yet, or the palette before it not yet gone: then what is typed is lost.
      await quickInput(page).fill(label, { timeout: ROW_TIMEOUT_MS }).catch(retryLater);
      return (await pickRow(page, label, ROW_TIMEOUT_MS)) ? true : undefined;
    },
    {
      what: `"${label}" in the quick pick`,
      timeoutMs,
      hint: async () => `It offered last: ${(await rowLabels(page)).join(" | ") || "nothing"}`,
    },
  );
}

/** For what may take too long once, because it is tried again; anything else is an error. */
function retryLater(error: unknown): undefined {
  if (error instanceof errors.TimeoutError || error instanceof WaitedTooLong) {
    return undefined;
  }
  throw error;
}

/** The text field of the quick input that is on the screen. */
function quickInput(page: Page): Locator {
  return page.locator(".quick-input-widget:visible input[type='text']").first();
}

/**
 * Takes the row with exactly this label from an open quick input, by the keyboard: a click gets lost when the list
 * is drawn anew under it. False where no such row came in time.
 */
async function pickRow(page: Page, label: string, timeoutMs: number): Promise<boolean> {
  const exactly = new RegExp(`^\\s*${label.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*$`);
  const rows = page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
  const row = rows.filter({
    has: page.locator(".quick-input-list-row:first-child .label-name", { hasText: exactly }),
  });
  const before = await visibleText(page);
  // The widget goes, or now asks for what the choice needs: then the choice was taken. A row that is gone says
  // nothing: the list may be filled anew under it.
  const isTaken = async (): Promise<true | undefined> =>
    (await visibleText(page)) !== before ? true : undefined;
  try {
    await row.first().waitFor({ timeout: timeoutMs });
    await waitUntil(
      async () => {
        if ((await isTaken()) === true) {
          return true;
        }
        const focused = (await row.first().getAttribute("class", { timeout: timeoutMs }))?.includes(
          "focused",
        );
        await page.keyboard.press(focused === true ? "Enter" : "ArrowDown");
        // A list that is still being filled ignores Enter; one that is on its way out must not get a second one.
        return await waitUntil(isTaken, { what: "a sign", timeoutMs: SETTLE_MS }).catch(retryLater);
      },
      { what: `"${label}" to be taken`, timeoutMs },
    );
    return true;
  } catch (error) {
    retryLater(error);
    return false;
  }
}

async function visibleText(page: Page): Promise<string | undefined> {
  const input = quickInput(page);
  return (await input.isVisible()) ? await input.inputValue() : undefined;
}

async function rowLabels(page: Page): Promise<string[]> {
  return await page
    .locator(".quick-input-list .monaco-list-row .quick-input-list-row:first-child")
    .allInnerTexts();
}
