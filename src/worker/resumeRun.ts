import { basename } from "node:path";
import { hashConfig } from "../config/hashConfig";
import type { Config } from "../config/schema/configSchema";
import { keepAside } from "../disk/keepAside";
import { isWrittenElsewhere } from "../disk/runLock";
import { fail, failureFromThrown, succeed, type Result } from "../base/failure";
import { quote } from "../base/text";
import { TOOL_VERSION } from "../base/toolVersion";
import { endedNetworks } from "../run/mergeRuns";
import type { CellEvent, RunEvent, RunStarted } from "../run/runEvent";
import { describeShard, type Shard } from "../run/shard";
import { describeDamage } from "../run/runFileDamage";
import { readRunFile } from "../disk/readRunFile";

/** What a run that was cut off has: its header and its networks that came to their end. */
export interface ResumedRun {
  readonly header: RunStarted;
  readonly events: readonly CellEvent[];
  /** What the person should know of a damaged file, of which a copy is kept; left out of a sound one. */
  readonly note?: string;
}

/**
 * Reads a run file to go on with. Refused if it is a run of another config or part, or is written at the moment.
 * The run that goes on is written in its place: if more than its last line is damaged, a copy is kept beside it.
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
  const read = await readRunFile(path, shown, (event) => events.push(event));
  if (!read.ok) {
    return read;
  }
  const { header, damage } = read.value;
  const { configHash, shard: recorded, tool } = header;
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
  const whole = { header, events: endedNetworks(header, events) };
  if (damage === undefined || damage.isCutOff) {
    return succeed(whole);
  }
  try {
    const copy = basename(await keepAside(path));
    return succeed({
      ...whole,
      note: `${describeDamage(shown, damage)} The file is kept as ${quote(copy)}.`,
    });
  } catch (thrown) {
    return refuse(
      `it is damaged from line ${damage.line} on, and no copy of it can be kept: ${failureFromThrown(thrown).message}.`,
    );
  }
}
