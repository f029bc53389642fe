import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { PANEL_VIEW_TYPE } from "../../src/editor/contributions";
import type { Disposable } from "../../src/session/disposableStore";
import type { ExtensionApi } from "../../src/extension";

export const EXTENSION_ID = "ib-analysis.ib-analysis";
const WAIT_MS = 40_000;

/** A config that is run in a moment. */
export const TINY_CONFIG = `{
  // three units, five epochs
  "data": { "source": "symmetric-rule" },
  "network": { "hidden": [3] },
  "training": { "epochs": 5 }
}
`;

/** A config that is still running whenever a test looks. */
export const ENDLESS_CONFIG = TINY_CONFIG.replace(`"epochs": 5`, `"epochs": 100000`);

export async function activateExtension(): Promise<ExtensionApi> {
  const extension = vscode.extensions.getExtension<ExtensionApi>(EXTENSION_ID);
  assert.ok(extension !== undefined, "the extension is there");
  return await extension.activate();
}

/** A folder of the workspace for one test file, removed after its tests. */
export function useFolder(name: string): {
  write(file: string, text: string): Promise<vscode.Uri>;
  uri(): vscode.Uri;
} {
  const uri = (): vscode.Uri => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder !== undefined, "the tests run in a folder");
    return vscode.Uri.joinPath(folder.uri, name);
  };
  after(async () => {
    await vscode.workspace.fs.delete(uri(), { recursive: true, useTrash: false });
  });
  return {
    uri,
    write: async (file, text) => {
      const target = vscode.Uri.joinPath(uri(), file);
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
      return target;
    },
  };
}

interface Notification {
  readonly kind: "error" | "warning" | "information";
  readonly message: string;
  readonly buttons: readonly string[];
}

const METHODS = {
  error: "showErrorMessage",
  warning: "showWarningMessage",
  information: "showInformationMessage",
} as const;

/** A button's words; it may be given with more than these. */
function titleOf(item: unknown): string | undefined {
  if (typeof item === "string") {
    return item;
  }
  return typeof item === "object" && item !== null && "title" in item && typeof item.title === "string"
    ? item.title
    : undefined;
}

/** Takes the place of the person who reads notifications: notes them and presses the buttons that it was told to. */
export class Reader implements Disposable {
  readonly notifications: Notification[] = [];
  readonly #originals = new Map<string, unknown>();
  readonly #presses: readonly string[];

  constructor(...presses: readonly string[]) {
    this.#presses = presses;
    for (const [kind, method] of Object.entries(METHODS) as [
      Notification["kind"],
      (typeof METHODS)["error"],
    ][]) {
      this.#originals.set(method, vscode.window[method]);
      const show = (message: string, ...rest: readonly unknown[]): Promise<unknown> => {
        const items = rest.flatMap((item) => {
          const title = titleOf(item);
          return title === undefined ? [] : [{ item, title }];
        });
        this.notifications.push({ kind, message, buttons: items.map(({ title }) => title) });
        return Promise.resolve(items.find(({ title }) => this.#presses.includes(title))?.item);
      };
      Object.assign(vscode.window, { [method]: show });
    }
  }

  /** The only notification there was. */
  only(): Notification {
    assert.equal(this.notifications.length, 1, JSON.stringify(this.notifications));
    return this.notifications[0]!;
  }

  dispose(): void {
    for (const [method, original] of this.#originals) {
      Object.assign(vscode.window, { [method]: original });
    }
  }
}

/** The next time that an event is as wanted. */
export async function nextEvent<T>(
  event: (listener: (value: T) => void) => Disposable,
  wanted: (value: T) => boolean = () => true,
): Promise<T> {
  let subscription: Disposable | undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      subscription = event((value) => {
        if (wanted(value)) {
          resolve(value);
        }
      });
      timer = setTimeout(() => {
        reject(new Error("what was waited for did not happen"));
      }, WAIT_MS);
    });
  } finally {
    subscription?.dispose();
    clearTimeout(timer);
  }
}

/** Fulfilled as soon as so many tabs hold the information plane: tabs follow what is done a moment later. */
export async function whenPlaneTabs(count: number): Promise<void> {
  while (planeTabs().length !== count) {
    await nextEvent(vscode.window.tabGroups.onDidChangeTabs);
  }
}

/** Fulfilled as soon as there is a tab whose label holds a text. */
export async function whenTab(text: string): Promise<void> {
  const hasTab = (): boolean =>
    vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes(text)));
  while (!hasTab()) {
    await nextEvent(vscode.window.tabGroups.onDidChangeTabs);
  }
}

/** The tabs that hold the information plane. */
function planeTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(PANEL_VIEW_TYPE),
    );
}

/** Closes every editor, the information plane among them. */
export async function closeEditors(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}
