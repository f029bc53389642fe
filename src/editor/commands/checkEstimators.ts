import * as vscode from "vscode";
import type { CheckRow } from "../../information/check/checkEstimators";
import { DisposableStore, type Disposable } from "../../session/disposableStore";
import type { Log } from "../log";
import { notify, showCancellable } from "../notify";
import { showMarkdown } from "./showMarkdown";

/** The documents that the check's table is shown in. */
const SCHEME = "ib-analysis-check";
const TABLE_URI = vscode.Uri.from({ scheme: SCHEME, path: "/Estimator check.md" });

/** How the check ended, for the caller of the command. */
export interface CheckOutcome {
  readonly status: "completed" | "canceled" | "failed";
  readonly rows: readonly CheckRow[];
}

/** Runs every estimator on distributions whose answer is known, and shows the table. */
export class EstimatorCheck implements Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<vscode.Uri>());
  readonly #workerPath: string;
  readonly #log: Log;
  #text = "";
  #going: Promise<CheckOutcome> | undefined;

  constructor(workerPath: string, log: Log) {
    this.#workerPath = workerPath;
    this.#log = log;
    this.#store.add(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: () => this.#text,
      }),
    );
  }

  /** Runs the check in a worker, with a notification that can cancel it. While one goes on, it is that one. */
  run(): Promise<CheckOutcome> {
    this.#going ??= this.#carryOut().finally(() => {
      this.#going = undefined;
    });
    return this.#going;
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #carryOut(): Promise<CheckOutcome> {
    const [{ startCellWorker }, { describeCheck }] = await Promise.all([
      import("../../worker/cellWorker"),
      import("../../information/check/checkTable"),
    ]);
    let planned = 0;
    const rows: CheckRow[] = [];
    const end = await showCancellable("Checking the estimators", async (report, cancellation) => {
      const worker = startCellWorker({
        workerPath: this.#workerPath,
        onEvent: (event) => {
          if (event.type === "check/row") {
            rows.push(event.row);
            planned = event.planned;
            report(1 / planned, `${rows.length} of ${planned}`);
          } else if (event.type === "log") {
            this.#log.info(event.line);
          }
        },
      });
      const canceled = cancellation.onCancellationRequested(() => {
        worker.cancel();
      });
      try {
        return await worker.check();
      } finally {
        canceled.dispose();
        await worker.dispose();
      }
    });
    if (end.status === "failed") {
      this.#log.failure(end.failure);
      notify("error", end.failure.message);
    } else if (rows.length > 0) {
      await this.#show(describeCheck(rows, planned));
    }
    return { status: end.status, rows };
  }

  async #show(text: string): Promise<void> {
    this.#text = text;
    this.#changed.fire(TABLE_URI);
    await showMarkdown(TABLE_URI);
  }
}
