import type { ConfigPath } from "../../base/failure";
import type { Config } from "../schema/configSchema";
import type { Fix, Problem, TextSpan } from "../text/problem";
import type { ConfigDocument } from "../text/tree";

/** Reports at a path; `fixes` is called with its place if the report is kept. */
export type Report = (
  severity: Problem["severity"],
  path: ConfigPath,
  message: string,
  fixes: (place: TextSpan) => readonly Fix[],
) => void;

/** A look at fields that are right by themselves and may not go together. */
export type Check = (context: {
  readonly config: Config;
  /** The text, for fixes and for what is written rather than a default. */
  readonly document: ConfigDocument;
  readonly report: Report;
}) => void;
