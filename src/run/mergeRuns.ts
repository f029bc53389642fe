import { fail, succeed, type Failure, type Result } from "../base/failure";
import { countOf, listSome, quote } from "../base/text";
import { compareCells } from "./compareCells";
import type { CellEvent, CellId, RunEvent, RunStarted } from "./runEvent";
import { describeShard } from "./shard";

/** What is known of a part before all of its events are read. */
export interface RunPart {
  /** The file, as the person wrote it. */
  readonly name: string;
  readonly header: RunStarted;
  /** The networks that have come to their end. */
  readonly ended: readonly CellId[];
}

/** Failures name at most so many parts or networks. */
const NAMED_MAX = 5;

/**
 * The header of the run that the parts are together, and the parts in the order of their networks. Refused, by name: parts
 * of other configs or versions, parts twice, parts that are missing, and networks without an end.
 */
export function planMerge(
  parts: readonly RunPart[],
): Result<{ readonly header: RunStarted; readonly parts: readonly RunPart[] }> {
  const [first] = parts;
  if (first === undefined) {
    return fail("run/merge", "There is no part to merge.");
  }
  const wrong =
    findForeign(first, parts) ?? findOverlap(parts) ?? findMissing(first, parts) ?? findUnfinished(parts);
  if (wrong !== undefined) {
    return { ok: false, failure: wrong };
  }
  const ordered = [...parts].sort((a, b) => (a.header.shard?.index ?? 0) - (b.header.shard?.index ?? 0));
  const cells = ordered.flatMap(({ header }) => header.cells).sort(compareCells);
  const header: RunStarted = { ...ordered[0]!.header, cells };
  // The whole is no part, and the activations of each part stay with the part.
  delete header.shard;
  delete header.activations;
  return succeed({ header, parts: ordered });
}

function findForeign(first: RunPart, parts: readonly RunPart[]): Failure | undefined {
  for (const { name, header } of parts) {
    const beside = `${quote(name)} does not belong to ${quote(first.name)}`;
    if (header.configHash !== first.header.configHash) {
      return fail("run/merge", `${beside}: it is a run of another config.`).failure;
    }
    if (header.tool.version !== first.header.tool.version) {
      return fail(
        "run/merge",
        `${beside}: they were made by the versions ${header.tool.version} and ${first.header.tool.version}, whose figures may differ.`,
      ).failure;
    }
    if (parts.length > 1 && header.shard === undefined) {
      return fail(
        "run/merge",
        `${quote(name)} is a whole run and no part of one: it was made without --shard.`,
      ).failure;
    }
    if (header.shard?.count !== first.header.shard?.count) {
      return fail(
        "run/merge",
        `${beside}: one is ${describePart(header)}, the other ${describePart(first.header)}.`,
      ).failure;
    }
  }
  return undefined;
}

function describePart({ shard }: RunStarted): string {
  return shard === undefined ? "a whole run" : describeShard(shard);
}

function findOverlap(parts: readonly RunPart[]): Failure | undefined {
  const names = new Map<number, string>();
  for (const { name, header } of parts) {
    const index = header.shard?.index ?? 0;
    const earlier = names.get(index);
    if (earlier !== undefined) {
      return fail(
        "run/merge",
        `${quote(earlier)} and ${quote(name)} hold the same networks: both are ${describePart(header)}.`,
      ).failure;
    }
    names.set(index, name);
  }
  return undefined;
}

function findMissing({ header }: RunPart, parts: readonly RunPart[]): Failure | undefined {
  const count = header.shard?.count ?? 0;
  const there = new Set(parts.map((part) => part.header.shard?.index));
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((index) => !there.has(index));
  return missing.length === 0
    ? undefined
    : fail(
        "run/merge",
        `Of ${count} shards ${countOf(missing.length, "shard")} ${missing.length === 1 ? "is" : "are"} missing: ${listSome(missing.map(String), NAMED_MAX)}.`,
      ).failure;
}

function findUnfinished(parts: readonly RunPart[]): Failure | undefined {
  for (const { name, header, ended } of parts) {
    const keys = new Set(ended.map(keyOf));
    const open = header.cells.filter((cell) => !keys.has(keyOf(cell)));
    if (open.length > 0) {
      const seeds = listSome(
        open.map(({ seed }) => String(seed)),
        NAMED_MAX,
      );
      return fail(
        "run/merge",
        `${quote(name)} is not finished: ${countOf(open.length, "network")} of ${header.cells.length} did not come to an end (seed ${seeds}). Run it again with --resume first.`,
      ).failure;
    }
  }
  return undefined;
}

/** The events of a part's networks, one network after the other, each in the order in which they were recorded. */
export function orderByNetwork(header: RunStarted, events: Iterable<RunEvent>): readonly CellEvent[] {
  const byCell = new Map<string, CellEvent[]>(header.cells.map((cell) => [keyOf(cell), []]));
  for (const event of events) {
    if ("cell" in event) {
      byCell.get(keyOf(event.cell))?.push(event);
    }
  }
  return [...header.cells].sort(compareCells).flatMap((cell) => byCell.get(keyOf(cell))!);
}

/** The networks of a run that have come to their end, with their events, one network after the other. */
export function endedNetworks(header: RunStarted, events: readonly RunEvent[]): readonly CellEvent[] {
  const ended = new Set(
    events.flatMap((event) => (event.type === "cell/finished" ? [keyOf(event.cell)] : [])),
  );
  return orderByNetwork(header, events).filter(({ cell }) => ended.has(keyOf(cell)));
}

function keyOf({ variant, seed }: CellId): string {
  return `${variant} ${seed}`;
}
