import { describe, expect, it, vi } from "vitest";
import { parseConfig } from "../../../src/config/parseConfig";
import { prepareRun, type ConfigFile, type RunWorkspace } from "../../../src/session/prepareRun";
import { fail, succeed } from "../../../src/base/failure";

const fileNamed = (name: string): ConfigFile => ({
  uri: `file:///ws/${name}`,
  name,
  location: { baseFolder: "/ws", workspaceFolder: "/ws" },
});
const A = fileNamed("a.ib.json");
const B = fileNamed("b.ib.json");
const VALID = `{ "data": { "source": "symmetric-rule" } }`;

function makeWorkspace(overrides: Partial<RunWorkspace> = {}) {
  const begin = vi.fn();
  const workspace: RunWorkspace = {
    isTrusted: () => true,
    describe: (uri) => fileNamed(uri.replace("file:///ws/", "")),
    activeConfig: () => undefined,
    findConfigs: () => Promise.resolve([A]),
    pickConfig: () => Promise.resolve(B),
    saveAndRead: () => Promise.resolve(succeed(VALID)),
    readDataFiles: () => Promise.resolve(succeed(new Map())),
    loadRunner: () => Promise.resolve({ parseConfig, begin }),
    ...overrides,
  };
  return { workspace, begin };
}

const never = new AbortController().signal;
const prepare = (overrides: Partial<RunWorkspace> = {}, uri?: string, signal = never) =>
  prepareRun(makeWorkspace(overrides).workspace, uri, signal);
const chosen = async (overrides: Partial<RunWorkspace>, uri?: string): Promise<string> => {
  const prepared = await prepare(overrides, uri);
  return prepared.status === "ready" ? prepared.run.config.name : prepared.status;
};

describe("prepareRun", () => {
  it("refuses an untrusted workspace before it looks at anything", async () => {
    const findConfigs = vi.fn();
    const saveAndRead = vi.fn();
    const prepared = await prepare({ isTrusted: () => false, findConfigs, saveAndRead }, A.uri);
    expect(prepared).toMatchObject({ status: "failed", problem: { failure: { code: "run/untrusted" } } });
    expect(findConfigs).not.toHaveBeenCalled();
    expect(saveAndRead).not.toHaveBeenCalled();
  });

  it("takes the config that it is called with before the one in the editor", async () => {
    expect(await chosen({ activeConfig: () => A }, B.uri)).toBe("b.ib.json");
  });
  it("takes the config in the active editor before it searches", async () => {
    expect(await chosen({ activeConfig: () => B })).toBe("b.ib.json");
  });
  it("takes the only config of the workspace", async () => {
    expect(await chosen({})).toBe("a.ib.json");
  });
  it("asks where there are several", async () => {
    expect(await chosen({ findConfigs: () => Promise.resolve([A, B]) })).toBe("b.ib.json");
  });
  it("is abandoned where none is chosen", async () => {
    const pickConfig = (): Promise<undefined> => Promise.resolve(undefined);
    expect(await chosen({ findConfigs: () => Promise.resolve([A, B]), pickConfig })).toBe("abandoned");
  });
  it("says so where there is none", async () => {
    const prepared = await prepare({ findConfigs: () => Promise.resolve([]) });
    expect(prepared).toMatchObject({ status: "failed", problem: { failure: { code: "run/no-config" } } });
  });

  it("refuses a config that is not on disk", async () => {
    const describe = (): ConfigFile => ({ ...A, location: undefined });
    const prepared = await prepare({ describe }, "untitled:a.ib.json");
    expect(prepared).toMatchObject({
      status: "failed",
      problem: { failure: { code: "run/no-config" }, config: { name: "a.ib.json" } },
    });
  });

  it("names the first of several errors and where it stands", async () => {
    const text = `{ "data": { "source": "symmetric-rule" }, "training": { "epochs": 0, "seed": -1 } }`;
    const prepared = await prepare({ saveAndRead: () => Promise.resolve(succeed(text)) });
    expect(prepared.status).toBe("failed");
    const problem = prepared.status === "failed" ? prepared.problem : undefined;
    expect(problem?.failure.message).toMatch(/^a\.ib\.json has 2 errors; the first: .*epochs.*\.$/);
    const { offset = 0, length = 0 } = problem?.span ?? {};
    expect(text.slice(offset, offset + length)).toBe("0");
  });

  it("shows a data file's failure on the line that names it", async () => {
    const text = `{ "data": { "source": "csv", "file": "x.csv", "label": "y" } }`;
    const prepared = await prepare({
      saveAndRead: () => Promise.resolve(succeed(text)),
      readDataFiles: ([file]) =>
        Promise.resolve(fail("data/file-missing", "Missing.", { path: file?.configPath ?? [] })),
    });
    const problem = prepared.status === "failed" ? prepared.problem : undefined;
    expect(problem?.failure.code).toBe("data/file-missing");
    const { offset = 0, length = 0 } = problem?.span ?? {};
    expect(text.slice(offset, offset + length)).toBe(`"x.csv"`);
  });

  it("passes on that the config could not be read", async () => {
    const prepared = await prepare({
      saveAndRead: () => Promise.resolve(fail("run/no-config", "Not saved.")),
    });
    expect(prepared).toMatchObject({
      status: "failed",
      problem: { failure: { message: "Not saved." }, config: A },
    });
  });

  it("asks no person once it is aborted", async () => {
    const abort = new AbortController();
    const pickConfig = vi.fn();
    await prepare(
      {
        findConfigs: () => {
          abort.abort();
          return Promise.resolve([A, B]);
        },
        pickConfig,
      },
      undefined,
      abort.signal,
    );
    expect(pickConfig).not.toHaveBeenCalled();
  });

  it("begins with the config, its place and its data", async () => {
    const data = new Map([["x.csv", new Uint8Array([1])]]);
    const { workspace, begin } = makeWorkspace({ readDataFiles: () => Promise.resolve(succeed(data)) });
    const prepared = await prepareRun(workspace, A.uri, never);
    const callbacks = { onEvent: () => undefined, onProgress: () => undefined };
    if (prepared.status === "ready") {
      prepared.run.begin(callbacks);
    }
    const config = parseConfig(VALID).config;
    expect(begin).toHaveBeenCalledWith({ config, file: A, location: A.location, data, callbacks });
  });
});
