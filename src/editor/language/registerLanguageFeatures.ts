import { DisposableStore, type Disposable } from "../../session/disposableStore";
import { ConfigDiagnostics, type ConfigDiagnosticsOptions } from "./configDiagnostics";
import { registerQuickFixes } from "./quickFixes";
import { registerRunLens } from "./runLens";

export interface LanguageFeaturesOptions extends ConfigDiagnosticsOptions {
  /** The command that runs a config; called with the config's `Uri`. */
  readonly runCommand: string;
}

/** What the editor does for a config while it is written: diagnostics, quick fixes, and a code lens that runs it. */
export function registerLanguageFeatures(options: LanguageFeaturesOptions): Disposable {
  const store = new DisposableStore();
  store.add(new ConfigDiagnostics(options));
  store.add(registerQuickFixes(options.runFindings));
  store.add(registerRunLens(options.runCommand));
  return store;
}
