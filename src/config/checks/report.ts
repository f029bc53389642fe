import type { ConfigPath } from "../../base/failure";
import type { Fix, Problem, TextSpan } from "../text/problem";

/** Reports at a path; `fixes` is called with its place where the report is kept. */
export type Report = (
  severity: Problem["severity"],
  path: ConfigPath,
  message: string,
  fixes: (place: TextSpan) => readonly Fix[],
) => void;
