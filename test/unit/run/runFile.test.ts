import { describe, expect, it } from "vitest";
import { encodeRunEvent, readRunFile } from "../../../src/run/runFile";
import type { RunEvent } from "../../../src/run/runEvent";
import { CELL, makeStudy, makeSyntheticRun } from "../../support/syntheticRun";

const events = makeSyntheticRun();
const text = events.map((event) => `${encodeRunEvent(event)}\n`).join("");

describe("a run file", () => {
  it("gives back the events that were written, NaN and infinities among them", () => {
    const strange: RunEvent = {
      type: "cell/epoch",
      cell: CELL,
      epoch: 4,
      training: { loss: NaN, accuracy: 0 },
      test: { loss: Infinity, accuracy: -0 },
      layers: [
        { gradientMean: -Infinity, gradientDeviation: 5e-324, weightNorm: 1 },
        { gradientMean: 1, gradientDeviation: 1, weightNorm: 1 },
      ],
    };
    const all = makeSyntheticRun(4).map((event) =>
      event.type === "cell/epoch" && event.epoch === 4 ? strange : event,
    );
    const { events: read, problems } = readRunFile(all.map((event) => `${encodeRunEvent(event)}\n`).join(""));
    expect(problems).toEqual([]);
    // JSON has no -0; everything else comes back as it was.
    expect(read).toEqual(
      all.map((event) => (event === strange ? { ...strange, test: { loss: Infinity, accuracy: 0 } } : event)),
    );
  });

  it("is NDJSON: every line is JSON by itself", () => {
    for (const line of text.trimEnd().split("\n")) {
      expect(JSON.parse(line)).toHaveProperty("type");
    }
  });

  it("cut off at any character gives every whole event before the cut, and says what is wrong", () => {
    const short = makeSyntheticRun(1);
    const shortText = short.map((event) => `${encodeRunEvent(event)}\n`).join("");
    const ends = [...shortText.matchAll(/\n/g)].map((match) => match.index);
    for (let length = 0; length < shortText.length; length++) {
      const { events: read, problems } = readRunFile(shortText.slice(0, length));
      const whole = ends.filter((end) => end <= length).length;
      expect(read).toEqual(short.slice(0, whole));
      const onBoundary = length > 0 && (ends.includes(length) || ends.includes(length - 1));
      expect(problems.length).toBe(onBoundary ? 0 : 1);
    }
  });

  it("of several networks, whose events interleave, opens whole and cut off", () => {
    const study = makeStudy([1, 0, 2], 1);
    const lines = study.map((event) => `${encodeRunEvent(event)}\n`);
    expect(readRunFile(lines.join(""))).toEqual({ events: study, problems: [] });
    for (let count = 1; count < lines.length; count++) {
      const cut = `${lines.slice(0, count).join("")}${lines[count]!.slice(0, 40)}`;
      const { events: read, problems } = readRunFile(cut);
      expect(read).toEqual(study.slice(0, count));
      expect(problems.length).toBe(1);
    }
  });

  it("with any one bit flipped never gives an event that was not written", () => {
    const bytes = Buffer.from(text);
    for (let position = 0; position < bytes.length; position += 7) {
      const damaged = Buffer.from(bytes);
      damaged[position]! ^= 1 << (position % 8);
      const { events: read, problems } = readRunFile(damaged.toString("utf8"));
      expect(read).toEqual(events.slice(0, read.length));
      expect(problems.length).toBe(1);
    }
  });

  const refused: [string, RunEvent[], RegExp][] = [
    ["no header", events.slice(1), /Line 1 .* should be "run\/started"/],
    ["a second header", [events[0]!, events[0]!], /Line 2 .* second header/],
    ["a cell that has not started", [events[0]!, events[3]!], /Line 2 .* has not started/],
    ["a cell that starts twice", [events[0]!, events[1]!, events[1]!], /Line 3 .* second time/],
    [
      "too few layers",
      [events[0]!, events[1]!, { ...(events[4] as Extract<RunEvent, { type: "cell/epoch" }>), layers: [] }],
      /Line 3 .* has 0 layers; .* has 2/,
    ],
  ];
  it.each(refused)("with %s is read up to there", (_name, lines, message) => {
    const { problems } = readRunFile(lines.map((event) => `${encodeRunEvent(event)}\n`).join(""));
    expect(problems[0]!.code).toBe("run/file-format");
    expect(problems[0]!.message).toMatch(message);
  });

  it.each([
    [99, "Update the extension"],
    [1, "Run its config again"],
  ])("of version %i says so and what to do", (version, advice) => {
    const other = encodeRunEvent({
      ...(events[0] as Extract<RunEvent, { type: "run/started" }>),
      version,
    });
    const { events: read, problems } = readRunFile(other);
    expect(read).toEqual([]);
    expect(problems[0]!.code).toBe("run/file-version");
    expect(problems[0]!.message).toContain(`version ${version};`);
    expect(problems[0]!.message).toContain(advice);
  });

  it.each(["../elsewhere", "/etc", "a\\b", "a/b"])(
    "names no folder of activations but one beside it: %s",
    (name) => {
      const header = { ...(events[0] as Extract<RunEvent, { type: "run/started" }>), activations: name };
      expect(readRunFile(encodeRunEvent(header)).problems[0]!.code).toBe("run/file-format");
    },
  );
});
