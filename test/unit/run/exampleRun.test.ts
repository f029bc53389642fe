import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parseConfig } from "../../../src/config/parseConfig";
import { EXAMPLE_RUN } from "../../../src/editor/contributions";
import { readRunFile } from "../../../src/run/runFile";

const ROOT = new URL("../../../", import.meta.url);
const read = (path: string): Promise<string> => readFile(fileURLToPath(new URL(path, ROOT)), "utf8");

it("the run that was recorded beforehand opens whole, and is one of the sample's config", async () => {
  const { events, problems } = readRunFile(await read(EXAMPLE_RUN.join("/")));
  expect(problems).toEqual([]);
  const [started] = events;
  const sample = parseConfig(await read("examples/black-box.ib.json")).config!;
  expect(started).toMatchObject({
    type: "run/started",
    config: { ...sample, study: { ...sample.study, networks: 3 } },
  });
  expect(events.at(-1)).toMatchObject({ type: "run/finished", status: "completed" });
});
