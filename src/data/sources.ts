import type { output } from "zod";
import type { ConfigPath, Result } from "../base/failure";
import { alwaysProceed, type Proceed } from "../base/proceed";
import { committeeMachine } from "./committeeMachine/committeeMachineKind";
import { csv } from "./csv/csvKind";
import type { Dataset } from "./dataset/dataset";
import type { FileSource } from "./files/fileSource";
import { mat } from "./matlab/matKind";
import type { SourceKind } from "./source/sourceKind";
import { symmetricRule } from "./symmetricRule/symmetricRuleKind";

/** Every source of rows. A new one is a folder with its kind, and its name here. */
export const SOURCES = [symmetricRule, committeeMachine, mat, csv] as const;

type Kind = (typeof SOURCES)[number];
export type SourceName = Kind["name"];

/** A source with its settings, as a config has it. */
export type SourceSettings = output<Kind["settings"]>;

/** What is said of a source, with settings of any of them: who asks gives it its own. */
export function sourceOf({ source }: { readonly source: SourceName }): SourceKind {
  return SOURCES.find(({ name }) => name === source)!;
}

/**
 * The dataset that a config describes. A failure says what is wrong with the file and carries the path of the config
 * line that it speaks of.
 * @throws {Stopped} if `proceed` does
 */
export function loadDataset(
  settings: SourceSettings,
  files: FileSource,
  proceed: Proceed = alwaysProceed,
): Promise<Result<Dataset>> {
  return sourceOf(settings).load(settings, files, proceed);
}

/** A file that a run of a config reads, and the config line that names it. */
export interface RequiredFile {
  readonly path: string;
  readonly configPath: ConfigPath;
}

export function requiredFiles(settings: SourceSettings): readonly RequiredFile[] {
  const path = sourceOf(settings).fileOf?.(settings);
  return path === undefined ? [] : [{ path, configPath: ["data", "file"] }];
}
