import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Values of settings.json by their dotted names. */
export type Settings = Readonly<Record<string, unknown>>;

/**
 * A window that shows the workspace and nothing else: no welcome page, no chat, nothing that asks the network.
 */
const QUIET_WINDOW: Settings = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.enableExperiments": false,
  "workbench.tips.enabled": false,
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.openRepositoryInParentFolders": "never",
  "security.workspace.trust.startupPrompt": "never",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
};

/** Writes the user's settings.json into a server's data folder. The server reads it when a window opens. */
export function writeUserSettings(dataFolder: string, settings: Settings): void {
  const file = join(dataFolder, "data", "User", "settings.json");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...QUIET_WINDOW, ...settings }, null, 2));
}
