import { CONFIG_BYTES_MAX } from "../base/limits";
import type { TextSpan, parseConfig } from "../config/parseConfig";
import type { Config } from "../config/schema/configSchema";
import { requiredFiles } from "../data/sources";
import type { ConfigPath, Failure, Result } from "../base/failure";
import type { RecordedRun, RecordedRunOptions } from "../worker/recordedRun";
import type { DataLocation } from "../disk/dataFiles";

/** A config of the workspace. */
export interface ConfigFile {
  readonly uri: string;
  /** Relative to the workspace folder, with forward slashes. */
  readonly name: string;
  /** Where it lies on this computer; undefined for one that was never saved or lies on another. */
  readonly location: DataLocation | undefined;
}

/** Why a run did not begin, or how it failed, and the place in the config that it speaks of. */
export interface RunProblem {
  readonly failure: Failure;
  readonly config?: ConfigFile;
  readonly span?: TextSpan;
}

export type RunCallbacks = Pick<RecordedRunOptions, "onEvent" | "onProgress">;

/** A run that needs nothing more but to begin. */
export interface PreparedRun {
  readonly config: ConfigFile;
  /** Starts the worker. The first callback comes after it has returned. */
  begin(callbacks: RunCallbacks): RecordedRun;
  locate(path: ConfigPath): TextSpan;
}

export type Preparation =
  | { readonly status: "ready"; readonly run: PreparedRun }
  | { readonly status: "failed"; readonly problem: RunProblem }
  | { readonly status: "abandoned" };

/** What the preparation asks of the editor. */
export interface RunWorkspace {
  isTrusted(): boolean;
  describe(uri: string): ConfigFile;
  /** The config in the active editor, if it is one. */
  activeConfig(): ConfigFile | undefined;
  findConfigs(): Promise<readonly ConfigFile[]>;
  /** Lets the person choose; undefined if none was chosen or the signal aborted. */
  pickConfig(candidates: readonly ConfigFile[], signal: AbortSignal): Promise<ConfigFile | undefined>;
  /** The text on disk, after unsaved changes were saved. */
  saveAndRead(config: ConfigFile): Promise<Result<string>>;
  readDataFiles(
    files: ReturnType<typeof requiredFiles>,
    location: DataLocation,
    signal: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, Uint8Array>>>;
  /** Loads the parser and the worker's starter, which activation leaves alone. */
  loadRunner(): Promise<Runner>;
}

export interface Runner {
  readonly parseConfig: typeof parseConfig;
  begin(run: {
    readonly config: Config;
    readonly file: ConfigFile;
    readonly location: DataLocation;
    readonly data: ReadonlyMap<string, Uint8Array>;
    readonly callbacks: RunCallbacks;
  }): RecordedRun;
}

/**
 * Everything between the command and the worker: trust, which config, its text, its problems, its data files.
 * The caller looks at the signal when it settles; here it only keeps work from being begun in vain.
 */
export async function prepareRun(
  workspace: RunWorkspace,
  configUri: string | undefined,
  signal: AbortSignal,
): Promise<Preparation> {
  if (!workspace.isTrusted()) {
    return failed({
      failure: {
        code: "run/untrusted",
        message:
          "This workspace is not trusted, so nothing in it is run. Trust the workspace to run its configs.",
      },
    });
  }
  const chosen = await chooseConfig(workspace, configUri, signal);
  if (chosen === "none") {
    return failed({
      failure: {
        code: "run/no-config",
        message: "The workspace has no *.ib.json; create one to have something to run.",
      },
    });
  }
  if (chosen === undefined || signal.aborted) {
    return { status: "abandoned" };
  }
  return await prepareConfig(workspace, chosen, signal);
}

async function chooseConfig(
  workspace: RunWorkspace,
  configUri: string | undefined,
  signal: AbortSignal,
): Promise<ConfigFile | "none" | undefined> {
  const named = configUri === undefined ? workspace.activeConfig() : workspace.describe(configUri);
  if (named !== undefined) {
    return named;
  }
  const [first, ...others] = await workspace.findConfigs();
  if (first === undefined) {
    return "none";
  }
  return others.length === 0 || signal.aborted
    ? first
    : await workspace.pickConfig([first, ...others], signal);
}

async function prepareConfig(
  workspace: RunWorkspace,
  file: ConfigFile,
  signal: AbortSignal,
): Promise<Preparation> {
  const { location } = file;
  if (location === undefined) {
    const message = `${file.name} is not saved on this computer; save it in a folder, so that its runs can be stored there.`;
    return failed({ failure: { code: "run/no-config", message }, config: file });
  }
  const text = await workspace.saveAndRead(file);
  const runner = await workspace.loadRunner();
  if (!text.ok) {
    return failed({ failure: text.failure, config: file });
  }
  const { config, problems, locate } = runner.parseConfig(text.value);
  if (config === undefined) {
    const errors = problems.filter(({ severity }) => severity === "error");
    return failed(describeErrors(file, errors));
  }
  const data = await workspace.readDataFiles(requiredFiles(config.data), location, signal);
  if (!data.ok) {
    return failed({ failure: data.failure, config: file, span: locate(data.failure.path ?? ["data"]) });
  }
  return {
    status: "ready",
    run: {
      config: file,
      locate,
      begin: (callbacks) => runner.begin({ config, file, location, data: data.value, callbacks }),
    },
  };
}

function describeErrors(file: ConfigFile, errors: ReturnType<typeof parseConfig>["problems"]): RunProblem {
  const [first] = errors;
  if (first === undefined) {
    return { failure: { code: "internal", message: `${file.name} could not be read.` }, config: file };
  }
  const { code, message, path, offset, length } = first;
  const told =
    errors.length === 1
      ? `${file.name} has an error: ${message}`
      : `${file.name} has ${errors.length} errors; the first: ${message}`;
  return { failure: { code, message: told, path }, config: file, span: { offset, length } };
}

/** The failure of a config whose file is larger than any config may be. */
export function tooLargeFailure(file: ConfigFile, bytes: number): Failure {
  return {
    code: "config/too-large",
    message: `${file.name} has ${bytes} bytes; a config has at most ${CONFIG_BYTES_MAX}.`,
  };
}

function failed(problem: RunProblem): Preparation {
  return { status: "failed", problem };
}
