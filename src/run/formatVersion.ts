import { RUN_FORMAT_VERSION } from "./runEvent";

/** Says what to do with a run file of another format version. */
export function describeOtherVersion(version: number): string {
  const advice =
    version > RUN_FORMAT_VERSION
      ? "Update the extension to open it"
      : "Run its config again to have it in the new format";
  return `The run file has format version ${version}; this version of IB Analysis reads version ${RUN_FORMAT_VERSION}. ${advice}.`;
}
