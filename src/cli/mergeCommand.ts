import { basename, dirname, resolve } from "node:path";
import type { Failure } from "../base/failure";
import { countOf, quote } from "../base/text";
import { RunFileWriter } from "../disk/runFileWriter";
import { endedNetworks, orderByNetwork, planMerge, type RunPart } from "../run/mergeRuns";
import type { CellId, RunEvent } from "../run/runEvent";
import { describeFailure, EXIT_FAILED, EXIT_OK } from "./exit";
import type { MergeArguments } from "./mergeArguments";
import { readRunFile } from "../disk/readRunFile";
import type { CliEnvironment } from "./recordRun";
import { describeDamage } from "../run/runFileDamage";

/** `ib-analysis merge`: one run of the parts of a study, one part in memory at a time. @returns the exit code */
export async function mergeCommand(
  { partPaths, out }: MergeArguments,
  { currentFolder, messages }: Pick<CliEnvironment, "currentFolder" | "messages">,
): Promise<number> {
  const say = (line: string): void => {
    messages.write(`${line}\n`);
  };
  const giveUp = (failure: Failure): number => {
    say(describeFailure(failure));
    return EXIT_FAILED;
  };
  const parts: RunPart[] = [];
  for (const name of partPaths) {
    const ended: CellId[] = [];
    const read = await readRunFile(resolve(currentFolder, name), name, (event) => {
      if (event.type === "cell/finished") {
        ended.push(event.cell);
      }
    });
    if (!read.ok) {
      return giveUp(read.failure);
    }
    const { header, damage } = read.value;
    if (damage !== undefined) {
      say(describeDamage(name, damage));
    }
    parts.push({ name, header, ended });
  }
  const plan = planMerge(parts);
  if (!plan.ok) {
    return giveUp(plan.failure);
  }
  const path = resolve(currentFolder, out);
  let lost: Failure | undefined;
  const created = await RunFileWriter.create(dirname(path), basename(path), (failure) => {
    lost = failure;
  });
  if (!created.ok) {
    return giveUp(created.failure);
  }
  const writer = created.value;
  writer.append(plan.value.header);
  let diverged = 0;
  for (const { name, header } of plan.value.parts) {
    const events: RunEvent[] = [];
    const again = await readRunFile(resolve(currentFolder, name), name, (event) => events.push(event));
    if (!again.ok || endedNetworks(header, events).length === 0) {
      await writer.close();
      return giveUp(
        again.ok
          ? { code: "run/merge", message: `${quote(name)} changed while it was read.` }
          : again.failure,
      );
    }
    for (const event of orderByNetwork(header, events)) {
      diverged += Number(event.type === "cell/finished" && event.divergedAt !== undefined);
      writer.append(event);
    }
  }
  writer.append({ type: "run/finished", status: "completed", ...(diverged === 0 ? {} : { diverged }) });
  await writer.close();
  if (lost !== undefined) {
    return giveUp(lost);
  }
  say(
    `Run file: ${out}, ${countOf(plan.value.header.cells.length, "network")} of ${countOf(parts.length, "part")}.`,
  );
  if (parts.some(({ header }) => header.activations !== undefined)) {
    say("The parts' kept activations stay with the parts.");
  }
  return EXIT_OK;
}
