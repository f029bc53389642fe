import { MEMORY_MIB_DEFAULT, MEMORY_MIB_MAX, WORKERS_MAX } from "../base/limits";

/**
 * Every name that the manifest and the code share, once. A test holds package.json against this table in both
 * directions, so that neither can name what the other does not have.
 */
export const COMMANDS = {
  run: "ibAnalysis.run",
  cancel: "ibAnalysis.cancel",
  openInformationPlane: "ibAnalysis.openInformationPlane",
  openExample: "ibAnalysis.openExample",
  createSampleConfig: "ibAnalysis.createSampleConfig",
  checkEstimators: "ibAnalysis.checkEstimators",
  estimateAgain: "ibAnalysis.estimateAgain",
  reproducePaper: "ibAnalysis.reproducePaper",
  showLog: "ibAnalysis.showLog",
  openRun: "ibAnalysis.openRun",
  keepRun: "ibAnalysis.keepRun",
  resumeRun: "ibAnalysis.resumeRun",
  revealRun: "ibAnalysis.revealRun",
  deleteRun: "ibAnalysis.deleteRun",
  listMoreRuns: "ibAnalysis.listMoreRuns",
} as const;
export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

/** Commands that compute something or change files: they do nothing in a workspace that is not trusted. */
export const TRUSTED_COMMANDS: readonly CommandId[] = [
  COMMANDS.run,
  COMMANDS.estimateAgain,
  COMMANDS.resumeRun,
  COMMANDS.checkEstimators,
  COMMANDS.reproducePaper,
  COMMANDS.createSampleConfig,
  COMMANDS.deleteRun,
];

export const VIEWS = {
  runs: "ibAnalysis.runs",
  plane: "ibAnalysis.plane",
} as const;

/** View types of the panels; the serializers and the activation events must use the very same. */
export const PANEL_VIEW_TYPE = "ibAnalysis.planePanel";
export const KEPT_PANEL_VIEW_TYPE = "ibAnalysis.keptPanel";
/** Of a run file that is opened as an editor. */
export const RUN_EDITOR_VIEW_TYPE = "ibAnalysis.runEditor";

/** A run of the sample that was recorded beforehand, in the folder of the extension. */
export const EXAMPLE_RUN = ["media", "recorded-example.ibrun"] as const;

/** Context keys, and the values that each may have. */
export interface ContextValues {
  /** Whether a run is being prepared, going on or being canceled. */
  readonly "ibAnalysis.running": boolean;
  /** Whether the workspace has a config; not set until it was looked for. */
  readonly "ibAnalysis.configs": "none" | "some";
}
export const CONTEXT_KEYS = [
  "ibAnalysis.running",
  "ibAnalysis.configs",
] as const satisfies readonly (keyof ContextValues)[];

/** `contextValue` of the items of the run tree, for their menus. */
export const RUN_ITEM = {
  stored: "ibRun.stored",
  unfinished: "ibRun.unfinished",
  live: "ibRun.live",
  damaged: "ibRun.damaged",
} as const;

interface NumberSetting {
  readonly type: "integer";
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
}
interface SwitchSetting {
  readonly type: "boolean";
  readonly default: boolean;
}

export const SETTINGS = {
  "ibAnalysis.maxMemoryMB": {
    type: "integer",
    default: MEMORY_MIB_DEFAULT,
    minimum: 64,
    maximum: MEMORY_MIB_MAX,
  },
  "ibAnalysis.maxWorkers": { type: "integer", default: 0, minimum: 0, maximum: WORKERS_MAX },
  "ibAnalysis.codeLens.enabled": { type: "boolean", default: true },
} as const satisfies Readonly<Record<string, NumberSetting | SwitchSetting>>;

export type SettingId = keyof typeof SETTINGS;
export type SettingValue<Id extends SettingId> = (typeof SETTINGS)[Id] extends NumberSetting
  ? number
  : boolean;

/** The value of a setting; what a settings file holds may be of any type, and then the default counts. */
export function settingValue<Id extends SettingId>(id: Id, stored: unknown): SettingValue<Id> {
  const setting: NumberSetting | SwitchSetting = SETTINGS[id];
  const valid =
    setting.type === "boolean"
      ? typeof stored === "boolean"
      : Number.isInteger(stored) && Number(stored) >= setting.minimum && Number(stored) <= setting.maximum;
  return (valid ? stored : setting.default) as SettingValue<Id>;
}

/** Files that are a config, as a glob for a search. */
export const CONFIG_GLOB = "**/{*.ib.json,ib.config.json}";
/** The folder beside a config that its runs are stored in. */
export const RUN_FOLDER = "ib-runs";
export const RUN_GLOB = `**/${RUN_FOLDER}/*.ibrun`;

/** Whether a file is a config, by its name. */
export function isConfigPath(path: string): boolean {
  return /(^|[\\/])([^\\/]+\.ib\.json|ib\.config\.json)$/.test(path);
}
