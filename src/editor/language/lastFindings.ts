import * as vscode from "vscode";
import type { Config } from "../../config/schema/configSchema";
import { describeVariant } from "../../config/plan/variants";
import { shareFindings } from "../../analysis/sharedFindings";
import { DisposableStore, type Disposable } from "../../session/disposableStore";
import type { RunFinding, RunFindings } from "./configDiagnostics";
import type { RunController, StartOutcome } from "../../session/runController";

/** What the last run of each config found, as long as the window is open. */
export class LastFindings implements RunFindings, Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<vscode.Uri>());
  readonly #byConfig = new Map<string, readonly RunFinding[]>();

  readonly onDidChange = this.#changed.event;

  constructor(controller: Pick<RunController, "onDidEnd">) {
    this.#store.add(
      controller.onDidEnd((outcome) => {
        this.#note(outcome);
      }),
    );
  }

  get(config: vscode.Uri): readonly RunFinding[] {
    return this.#byConfig.get(config.toString()) ?? [];
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** A run that was stopped on its way found nothing, but it also makes what an earlier one found out of date. */
  #note(outcome: StartOutcome): void {
    if ("run" in outcome) {
      const { config, record } = outcome.run;
      this.#byConfig.set(config.uri, shareFindings(record.finished, nameVariants(record.header?.config)));
      this.#changed.fire(vscode.Uri.parse(config.uri));
    }
  }
}

/** The variants of a run's config in words. */
function nameVariants(config: Config | undefined): (variant: number) => string | undefined {
  return (variant) => config && describeVariant(config, variant);
}
