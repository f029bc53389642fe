import { version } from "../../package.json";

/** The version that a run file's header names. */
export const TOOL_VERSION = version;
