import { describe, expect, it } from "vitest";
import { configSchema } from "../../../src/config/schema/configSchema";
import { readRunFileParts } from "../../../src/session/runFileParts";
import type { ByteSource } from "../../../src/run/byteSource";
import { summarizeRun } from "../../../src/session/runSummary";
import { RUN_FORMAT_VERSION, type RunEvent } from "../../../src/run/runEvent";
import { encodeRunEvent } from "../../../src/run/runFile";
import { makeStudy, makeSyntheticRun } from "../../support/syntheticRun";

const encode = (events: readonly RunEvent[]): string =>
  events.map((event) => `${encodeRunEvent(event)}\n`).join("");
const whole = (text: string) => summarizeRun({ head: text, tail: text });
const EVENTS = makeSyntheticRun(3);

describe("summarizeRun", () => {
  it("tells how a run ended and its last figures", () => {
    expect(whole(encode(EVENTS))).toEqual({
      ok: true,
      value: {
        runId: "black-box-20170302T000000-abcdef",
        configName: "black-box.ib.json",
        createdAt: "2017-03-02T00:00:00.000Z",
        status: "completed",
        epochs: 3,
        networks: 1,
        lastSnapshot: { epoch: 3, ixt: 5, ity: 0.2 * 3 },
        testAccuracy: 0.85,
      },
    });
  });

  it("gives no figures where they would be those of one of several networks", () => {
    const summary = whole(encode(makeStudy([0, 1, 2])));
    expect(summary).toMatchObject({ ok: true, value: { status: "completed", networks: 3 } });
    expect(summary.ok && Object.keys(summary.value)).not.toContain("lastSnapshot");
    expect(summary.ok && Object.keys(summary.value)).not.toContain("testAccuracy");
  });

  it("tells of a network that diverged when it did, of several how many did", () => {
    const diverge = (events: readonly RunEvent[]): RunEvent[] =>
      events.map((event) =>
        event.type === "cell/finished" && event.cell.seed === 0
          ? { ...event, divergedAt: 3 }
          : event.type === "run/finished"
            ? { ...event, diverged: 1 }
            : event,
      );
    expect(whole(encode(diverge(EVENTS)))).toMatchObject({ value: { diverged: { networks: 1, epoch: 3 } } });
    const study = whole(encode(diverge(makeStudy([0, 1, 2]))));
    expect(study.ok && study.value.diverged).toEqual({ networks: 1 });
  });

  it("tells why a run failed", () => {
    const failure = { code: "worker/crashed", message: "The worker crashed." };
    const summary = whole(encode([...EVENTS.slice(0, 4), { type: "run/failed", failure }]));
    expect(summary).toMatchObject({ ok: true, value: { status: "failed", failure: "The worker crashed." } });
  });

  it("makes something of a run that was cut off at any byte after its header", () => {
    const text = encode(EVENTS);
    for (let end = text.indexOf("\n"); end < text.length; end += 7) {
      const cut = text.slice(0, end);
      const summary = whole(cut);
      expect(summary.ok).toBe(true);
      const finished = cut.includes(`"run/finished"`) && cut.endsWith("}");
      expect(summary.ok && summary.value.status).toBe(finished ? "completed" : "interrupted");
    }
  });

  it.each([
    ["nothing", ""],
    ["another file", "hello\nworld\n"],
    ["a half header", encode(EVENTS).slice(0, 50)],
    ["no header", encode(EVENTS.slice(1))],
    ["not an object", "null\n"],
  ])("says that %s is no run", (_, text) => {
    expect(whole(text)).toMatchObject({ ok: false, failure: { code: "run/file-format" } });
  });

  it("asks for an update where the format is newer", () => {
    const text = encode(EVENTS).replace(`"version":${RUN_FORMAT_VERSION}`, `"version":99`);
    expect(whole(text)).toMatchObject({ ok: false, failure: { code: "run/file-version" } });
  });
});

describe("readRunFileParts", () => {
  const sourceOf = (text: string): ByteSource & { reads: number[] } => {
    const bytes = new TextEncoder().encode(text);
    const reads: number[] = [];
    const read = (position: number, length: number): Promise<Uint8Array> => {
      reads.push(length);
      return Promise.resolve(bytes.subarray(position, position + length));
    };
    return { size: bytes.length, read, reads };
  };

  it("finds header and end of a file of many megabytes by reading little of it", async () => {
    const source = sourceOf(encode(makeSyntheticRun(20_000)));
    const parts = await readRunFileParts(source);
    expect(summarizeRun(parts)).toMatchObject({
      ok: true,
      value: { status: "completed", lastSnapshot: { epoch: 20_000 } },
    });
    expect(source.size).toBeGreaterThan(10_000_000);
    expect(source.reads.reduce((sum, length) => sum + length, 0)).toBeLessThan(200_000);
  });

  it("reads further where the header is long", async () => {
    const [header, ...rest] = EVENTS;
    const data = { source: "csv", file: `${"x".repeat(100_000)}.csv`, label: "class" };
    const long = { ...header, config: configSchema.parse({ data }) } as RunEvent;
    const parts = await readRunFileParts(sourceOf(encode([long, ...rest])));
    expect(summarizeRun(parts)).toMatchObject({ ok: true, value: { status: "completed" } });
  });

  it("reads an empty file", async () => {
    expect(await readRunFileParts(sourceOf(""))).toEqual({ head: "", tail: "" });
  });
});
