import * as vscode from "vscode";
import { countOf } from "../../base/text";
import { COMMANDS, RUN_ITEM } from "../contributions";
import { UNFINISHED } from "../../view/viewMessages";
import { DisposableStore, type Disposable } from "../../session/disposableStore";
import { plainText } from "../../session/plainText";
import { folderName } from "../workspace/folderName";
import type { RunController } from "../../session/runController";
import { runsElsewhere, type RunLibrary, type StoredRun } from "../../session/runLibrary";
import type { RunSummary } from "../../session/runSummary";
import { describeRun, describeRunInFull, shortConfigName } from "../../session/runText";

const STATUS_ICONS: Readonly<Record<RunSummary["status"], vscode.ThemeIcon>> = {
  opening: new vscode.ThemeIcon("sync~spin"),
  running: new vscode.ThemeIcon("sync~spin"),
  elsewhere: new vscode.ThemeIcon("sync~spin"),
  completed: new vscode.ThemeIcon("pass", new vscode.ThemeColor("testing.iconPassed")),
  canceled: new vscode.ThemeIcon("circle-slash"),
  failed: new vscode.ThemeIcon("error", new vscode.ThemeColor("testing.iconFailed")),
  interrupted: new vscode.ThemeIcon("debug-disconnect"),
};

const DIVERGED_ICON = new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
const DAMAGED_ICON = DIVERGED_ICON;

/** The last item, where there are more runs than are listed. */
const MORE = "more";
export type RunTreeItem = StoredRun | typeof MORE;

type ListedRuns = Pick<RunLibrary, "list" | "unlisted" | "onDidChange">;

/** The list of stored runs, the one that goes on at its top. */
export class RunTree implements vscode.TreeDataProvider<RunTreeItem>, Disposable {
  readonly #library: ListedRuns;
  readonly #controller: Pick<RunController, "isLive" | "onDidBegin" | "onDidEnd">;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<RunTreeItem | undefined>());

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(library: ListedRuns, controller: Pick<RunController, "isLive" | "onDidBegin" | "onDidEnd">) {
    this.#library = library;
    this.#controller = controller;
    for (const event of [library.onDidChange, controller.onDidBegin, controller.onDidEnd]) {
      this.#store.add(
        event(() => {
          this.#changed.fire(undefined);
        }),
      );
    }
  }

  async getChildren(parent?: RunTreeItem): Promise<RunTreeItem[]> {
    if (parent !== undefined) {
      return [];
    }
    const runs = await this.#library.list();
    return this.#library.unlisted > 0 ? [...runs, MORE] : [...runs];
  }

  /** The list is flat; asked for by VS Code before an item is revealed. */
  getParent(): undefined {
    return undefined;
  }

  getTreeItem(run: RunTreeItem): vscode.TreeItem {
    if (run === MORE) {
      return moreItem(this.#library.unlisted);
    }
    const item = run.summary.ok
      ? this.#itemOf(run, run.summary.value)
      : damagedItem(vscode.Uri.parse(run.uri), run.summary.failure.message);
    item.id = run.uri;
    return item;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #itemOf(run: StoredRun, summary: RunSummary): vscode.TreeItem {
    const isLive = this.#controller.isLive(summary.runId);
    const item = new vscode.TreeItem(plainText(shortConfigName(summary.configName)));
    item.contextValue = UNFINISHED.includes(summary.status) ? RUN_ITEM.unfinished : RUN_ITEM.stored;
    const running = isLive ? "running" : runsElsewhere(run) ? "running in another window" : undefined;
    if (running !== undefined) {
      item.contextValue = RUN_ITEM.live;
    }
    item.iconPath =
      running !== undefined
        ? STATUS_ICONS.running
        : run.damage === undefined
          ? iconOf(summary)
          : DAMAGED_ICON;
    const folder = folderName(vscode.Uri.parse(run.uri));
    item.description = plainText(
      [
        folder,
        run.damage === undefined ? undefined : "damaged",
        running ?? describeRun(summary, formatShortTime),
      ]
        .filter((part) => part !== undefined)
        .join(" · "),
    );
    item.tooltip = plainText(
      [
        running === undefined
          ? describeRunInFull(summary, formatLongTime)
          : `${summary.configName}, ${running}`,
        ...(run.damage === undefined ? [] : [`Damaged: ${run.damage}`]),
        ...(folder === undefined ? [] : [`In the folder ${folder}`]),
      ].join("\n"),
    );
    item.accessibilityInformation = {
      label: `${plainText(shortConfigName(summary.configName))}, ${item.tooltip}`,
    };
    item.command = {
      command: COMMANDS.openRun,
      title: "Open in the Information Plane",
      arguments: [run],
    };
    return item;
  }
}

function iconOf({ status, diverged }: RunSummary): vscode.ThemeIcon {
  return status === "completed" && diverged !== undefined ? DIVERGED_ICON : STATUS_ICONS[status];
}

function moreItem(unlisted: number): vscode.TreeItem {
  const item = new vscode.TreeItem("Show more");
  item.id = MORE;
  item.iconPath = new vscode.ThemeIcon("ellipsis");
  item.description = countOf(unlisted, "older run");
  item.tooltip = "Lists more of the older runs";
  item.command = { command: COMMANDS.listMoreRuns, title: "List More Runs" };
  return item;
}

function damagedItem(uri: vscode.Uri, message: string): vscode.TreeItem {
  const item = new vscode.TreeItem(plainText(uri.path.split("/").at(-1) ?? uri.path));
  item.contextValue = RUN_ITEM.damaged;
  item.iconPath = DAMAGED_ICON;
  item.description = plainText(message);
  item.tooltip = plainText(message);
  item.command = {
    command: COMMANDS.openRun,
    title: "Say What Is Wrong",
    arguments: [{ uri: uri.toString() }],
  };
  return item;
}

const TIME_OF_DAY = { hour: "2-digit", minute: "2-digit" } as const;
const DAY_OF_YEAR = { day: "numeric", month: "short" } as const;
const WHOLE_TIME = { dateStyle: "long", timeStyle: "medium" } as const;

/** The time for a run of today, the day for an older one: the side bar is narrow. */
function formatShortTime(iso: string): string {
  const isToday = new Date(iso).toDateString() === new Date().toDateString();
  return formatTime(isToday ? TIME_OF_DAY : DAY_OF_YEAR, iso);
}

function formatLongTime(iso: string): string {
  return formatTime(WHOLE_TIME, iso);
}

/** A run file may hold any text for its time; a date that is none is shown as it is. */
function formatTime(format: Intl.DateTimeFormatOptions, iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleString(undefined, format);
}
