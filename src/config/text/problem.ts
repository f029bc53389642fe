import type { ConfigPath, FailureCode } from "../../base/failure";

/** A place in the config's text. */
export interface TextSpan {
  readonly offset: number;
  readonly length: number;
}

/** A replacement of `length` characters of the config's text at `offset`. */
export interface TextEdit extends TextSpan {
  readonly text: string;
}

/** A change that mends a problem, offered to the person by its title. Its edits do not overlap. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/**
 * Something to say about a place in a config's text. Errors keep a run from starting, warnings do not; information
 * is no problem at all, but good to know before.
 */
export interface Problem extends TextSpan {
  readonly code: FailureCode;
  readonly severity: "error" | "warning" | "information";
  /** A whole sentence: the field, what was found, what would be right. */
  readonly message: string;
  readonly path: ConfigPath;
  /** What would mend it, the best first. */
  readonly fixes: readonly Fix[];
}
