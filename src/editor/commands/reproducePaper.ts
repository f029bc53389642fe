import * as vscode from "vscode";
import { COMMANDS } from "../contributions";
import type { Log } from "../log";
import { notify, pickItem, showCancellable } from "../notify";
import { readSetting } from "../registration";
import { CLAIMS } from "../../reproduce/claims";
import {
  REPORT_HTML,
  REPORT_MARKDOWN,
  reproducePaper,
  type ReproductionEnd,
} from "../../worker/reproducePaper";
import { showMarkdown } from "./showMarkdown";

/** Sizes that the person chooses from, in networks of each config. */
const SIZES = [
  { networks: 4, label: "4 networks of each config", description: "some minutes" },
  {
    networks: 10,
    label: "10 networks of each config",
    description: "narrower intervals, about three times as long",
  },
  {
    networks: 50,
    label: "50 networks of each config",
    description: "the paper's size, about twelve times as long",
  },
] as const;

/** What a caller may say instead of being asked. */
interface ReproduceRequest {
  readonly networks: number;
  /** Of every network; without it, as the configs say. */
  readonly epochs: number | undefined;
}

export interface ReproduceContext {
  readonly workerPath: string;
  readonly log: Log;
}

/**
 * Tries the paper's claims in the workspace folder, and shows the report. What was canceled goes on when the command
 * is given again.
 * @param argument `{ "networks": 4, "epochs": 2000 }` from a key binding or a test; without it the person is asked
 * @returns how it ended; undefined if the person chose nothing
 */
export async function reproducePaperHere(
  argument: unknown,
  { workerPath, log }: ReproduceContext,
): Promise<ReproductionEnd["status"] | undefined> {
  const workspaceFolder = vscode.workspace.workspaceFolders?.[0];
  if (workspaceFolder?.uri.scheme !== "file") {
    notify("error", "The report is written into the workspace: open a folder on this computer first.");
    return "failed";
  }
  const request = readRequest(argument) ?? (await askSize());
  if (request === undefined) {
    return undefined;
  }
  const folderName = `ib-reproduction-${request.networks}`;
  const folder = vscode.Uri.joinPath(workspaceFolder.uri, folderName);
  const end = await showCancellable("Reproducing the paper", async (report, cancellation) => {
    const canceled = new AbortController();
    const listening = cancellation.onCancellationRequested(() => {
      canceled.abort();
    });
    let done = 0;
    let started: { readonly title: string; readonly share: number; readonly count: number } = {
      title: "",
      share: 0,
      count: CLAIMS.length,
    };
    const tell = (share: number, message: string): void => {
      report(Math.max(0, share - done), message);
      done = Math.max(done, share);
    };
    try {
      return await reproducePaper({
        ...request,
        folder: folder.fsPath,
        shownFolder: folderName,
        dataFolder: workspaceFolder.uri.fsPath,
        claims: CLAIMS.map(({ name }) => name),
        workers: readSetting("ibAnalysis.maxWorkers", workspaceFolder.uri),
        memoryLimitMebibytes: readSetting("ibAnalysis.maxMemoryMB", workspaceFolder.uri),
        workerPath,
        signal: canceled.signal,
        onClaim: ({ title }, index, count) => {
          started = { title: `${index + 1} of ${count}: ${title}`, share: index / count, count };
          tell(started.share, started.title);
        },
        onProgress: ({ epoch, epochs, networks }) => {
          const share =
            networks === undefined ? epoch / epochs : networks.completed / Math.max(1, networks.planned);
          const count =
            networks === undefined ? "" : ` (${networks.completed} of ${networks.planned} networks)`;
          tell(started.share + share / started.count, `${started.title}${count}`);
        },
        onMeasured: ({ title }, { finding, figures }) => {
          log.info(`${finding}: ${title}`);
          for (const line of figures) {
            log.info(`  ${line}`);
          }
        },
        onUntried: ({ claim, reason }) => {
          log.info(`not tried: ${claim.title} ${reason}`);
        },
      });
    } finally {
      listening.dispose();
    }
  });
  await conclude(end, folder, folderName, log);
  return end.status;
}

async function conclude(
  end: ReproductionEnd,
  folder: vscode.Uri,
  folderName: string,
  log: Log,
): Promise<void> {
  switch (end.status) {
    case "failed":
      log.failure(end.failure);
      notify("error", end.failure.message, {
        title: "Show Log",
        act: () => vscode.commands.executeCommand(COMMANDS.showLog),
      });
      break;
    case "canceled":
      notify("information", "Reproducing the paper was canceled; the same command goes on where it stopped.");
      break;
    case "completed": {
      await showMarkdown(vscode.Uri.joinPath(folder, REPORT_MARKDOWN));
      const { tried, untried } = end;
      const reproduced = tried.filter(({ measured }) => measured.finding === "reproduced").length;
      const left = untried.length === 0 ? "" : `, ${untried.length} could not be tried`;
      notify(
        "information",
        `${reproduced} of ${tried.length} claims reproduced${left}. The report is ${folderName}/${REPORT_HTML}.`,
        {
          title: "Open in Browser",
          act: () => vscode.env.openExternal(vscode.Uri.joinPath(folder, REPORT_HTML)),
        },
      );
      break;
    }
  }
}

async function askSize(): Promise<ReproduceRequest | undefined> {
  const size = await pickItem(
    SIZES,
    "How many networks are to be trained? Each claim is tried on its own config, by a rule stated before the run.",
  );
  return size && { networks: size.networks, epochs: undefined };
}

/** The size that a key binding or a test names; undefined if it names none. */
function readRequest(argument: unknown): ReproduceRequest | undefined {
  if (typeof argument !== "object" || argument === null || !("networks" in argument)) {
    return undefined;
  }
  const networks = positiveInteger(argument.networks);
  const epochs = "epochs" in argument ? positiveInteger(argument.epochs) : undefined;
  return networks === undefined ? undefined : { networks, epochs };
}

function positiveInteger(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
