import type { Config } from "../config/schema/configSchema";
import type { ConfigPath } from "../base/failure";

/** A file that a run of the config reads, and the config line that names it. */
export interface RequiredFile {
  readonly path: string;
  readonly configPath: ConfigPath;
}

export function requiredFiles(config: Config): readonly RequiredFile[] {
  return config.data.source === "symmetric-rule"
    ? []
    : [{ path: config.data.file, configPath: ["data", "file"] }];
}
