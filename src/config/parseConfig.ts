import type { ConfigPath } from "../base/failure";
import { checkConfig } from "./checks/checkConfig";
import { checkFields } from "./rules/checkFields";
import { locateField } from "./text/locateField";
import type { Fix, Problem, TextSpan } from "./text/problem";
import { ProblemList } from "./text/problemList";
import { setValue } from "./text/setValue";
import { readTree } from "./text/readTree";
import { configRule } from "./rules/configRule";
import { configSchema, type Config } from "./schema/configSchema";
import type { ConfigDocument } from "./text/tree";
import { excerpt, fieldName } from "./text/wording";

export type { TextSpan } from "./text/problem";

export interface ParsedConfig {
  /** The config with every default filled in; undefined if a problem is an error. */
  readonly config: Config | undefined;
  /** In the order of the text. */
  readonly problems: readonly Problem[];
  /**
   * Where a field stands: its value, or the nearest enclosing field that the text has (a defaulted
   * `network.hidden` is shown on `network`, and on `data` or the first line if that is missing too).
   */
  readonly locate: (path: ConfigPath) => TextSpan;
  /** The edits that set a field; undefined if the text has no place for it or has this value already. */
  readonly set: (path: ConfigPath, value: unknown) => Fix | undefined;
}

/** Parses the text of a `*.ib.json`. Never throws, whatever the text. */
export function parseConfig(text: string): ParsedConfig {
  const tree = readTree(text);
  const locate = (path: ConfigPath): TextSpan => locateField(text, tree.root, path);
  if (tree.root === undefined) {
    return { config: undefined, problems: tree.problems, locate, set: () => undefined };
  }
  const problems = new ProblemList();
  const document: ConfigDocument = { text, root: tree.root };
  const set: ParsedConfig["set"] = (path, value) => setValue(document, path, value);
  const value = checkFields(document, configRule(), problems);
  const config = problems.hasErrors ? undefined : completeConfig(value, text, locate, problems);
  if (config !== undefined) {
    checkConfig(config, document, problems);
  }
  return { config: problems.hasErrors ? undefined : config, problems: problems.list(), locate, set };
}

/** Fills in the defaults. What is still wrong here is what the schema checks between values. */
function completeConfig(
  value: unknown,
  text: string,
  locate: ParsedConfig["locate"],
  problems: ProblemList,
): Config | undefined {
  const completed = configSchema.safeParse(value);
  for (const { path: keys, message } of completed.error?.issues ?? []) {
    const path = keys.map((key) => (typeof key === "symbol" ? String(key) : key));
    const span = locate(path);
    problems.add("error", () => ({
      code: "config/inconsistent",
      message: `${fieldName(path)} is ${excerpt(text, span)}; ${message}.`,
      path,
      ...span,
      fixes: [],
    }));
  }
  return completed.data;
}
