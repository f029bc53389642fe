import { hashConfig } from "../config/hashConfig";
import type { Config } from "../config/schema/configSchema";
import { isWrittenElsewhere } from "../disk/runLock";
import { fail, succeed, type Result } from "../base/failure";
import { quote } from "../base/text";
import { TOOL_VERSION } from "../base/toolVersion";
import { endedNetworks } from "../run/mergeRuns";
import type { CellEvent, RunEvent, RunStarted } from "../run/runEvent";
import { describeShard, type Shard } from "../run/shard";
import { readRunFile } from "../disk/readRunFile";

/** What a run that was cut off has: its header and its networks that came to their end. */
export interface ResumedRun {
  readonly header: RunStarted;
  readonly events: readonly CellEvent[];
}

/**
 * Reads a run file to go on with. Refused if it is a run of another config or part, or is written at the moment.
 * @param shown the path, as the person wrote it
 */
export async function resumeRun(
  path: string,
  shown: string,
  config: Config,
  shard: Shard | undefined,
): Promise<Result<ResumedRun>> {
  const refuse = (why: string): Result<never> =>
    fail("run/resume", `${quote(shown)} cannot be gone on with: ${why}`);
  if (await isWrittenElsewhere(path)) {
    return refuse("another process writes it at the moment.");
  }
  if (config.analysis.keepActivations) {
    return refuse(
      "its config keeps activations (analysis.keepActivations), and those of a network that was cut off cannot be told from whole ones.",
    );
  }
  const events: RunEvent[] = [];
  const header = await readRunFile(path, shown, (event) => events.push(event));
  if (!header.ok) {
    return header;
  }
  const { configHash, shard: recorded, tool } = header.value;
  if (tool.version !== TOOL_VERSION) {
    return refuse(`it was made by version ${tool.version}, and this is ${TOOL_VERSION}.`);
  }
  if (configHash !== (await hashConfig(config))) {
    return refuse("it is a run of another config.");
  }
  if (recorded?.index !== shard?.index || recorded?.count !== shard?.count) {
    return refuse(
      `it is ${recorded === undefined ? "a run of all networks" : describeShard(recorded)}, and ${shard === undefined ? "no --shard" : describeShard(shard)} was asked for.`,
    );
  }
  return succeed({ header: header.value, events: endedNetworks(header.value, events) });
}
