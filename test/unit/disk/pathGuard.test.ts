import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DATA_FILE_BYTES_MAX } from "../../../src/base/limits";
import { readDataFiles } from "../../../src/disk/dataFiles";
import { guardDataFile, type DiskAccess } from "../../../src/disk/pathGuard";
import type { Result } from "../../../src/base/failure";

const CONFIG_PATH = ["data", "file"];

const missing = (): Promise<never> =>
  Promise.reject(Object.assign(new Error("no such file"), { code: "ENOENT" }));

/** A disk that has these files, by the path that they really have; `links` are followed as prefixes. */
function makeDisk(
  files: Readonly<Record<string, number | "folder">>,
  links: Readonly<Record<string, string>> = {},
): DiskAccess {
  return {
    realpath: (given) => {
      const link = Object.keys(links).find((each) => given === each || given.startsWith(each + "/"));
      return Promise.resolve(link === undefined ? given : (links[link] ?? "") + given.slice(link.length));
    },
    stat: (given) => {
      const size = files[given];
      return size === undefined
        ? missing()
        : Promise.resolve({ isFile: () => size !== "folder", size: size === "folder" ? 0 : size });
    },
  };
}

const codeOf = <T>(result: Result<T>): string => (result.ok ? "ok" : result.failure.code);

describe("guardDataFile, of a folder", () => {
  it.each([".", "..", "../d"])("says of %s that it is a folder", async (written) => {
    const guarded = await guardDataFile(
      { path: written, configPath: CONFIG_PATH },
      {
        baseFolder: "/ws/d",
        workspaceFolder: "/ws",
        path: path.posix,
        disk: makeDisk({ "/ws": "folder", "/ws/d": "folder" }),
      },
    );
    expect(codeOf(guarded)).toBe("data/not-a-file");
  });
});

describe("guardDataFile, by the words of the path", () => {
  const disk = makeDisk({
    "/ws/d/data.csv": 10,
    "/ws/top.csv": 10,
    "/ws/d/..data.csv": 10,
    "/ws-evil/data.csv": 10,
    "/outside.csv": 10,
    "/ws/d/%2e%2e/x.csv": 10,
  });
  const guard = (written: string): ReturnType<typeof guardDataFile> =>
    guardDataFile(
      { path: written, configPath: CONFIG_PATH },
      { baseFolder: "/ws/d", workspaceFolder: "/ws", path: path.posix, disk },
    );

  it.each([
    ["data.csv", "/ws/d/data.csv"],
    ["./data.csv", "/ws/d/data.csv"],
    ["../top.csv", "/ws/top.csv"],
    ["../d/../top.csv", "/ws/top.csv"],
    ["..data.csv", "/ws/d/..data.csv"],
    ["%2e%2e/x.csv", "/ws/d/%2e%2e/x.csv"],
  ])("allows %s", async (written, real) => {
    expect(await guard(written)).toEqual({ ok: true, value: { path: real, bytes: 10 } });
  });

  it.each([
    "../../outside.csv",
    "a/../../../outside.csv",
    "../../ws-evil/data.csv",
    "/ws/d/data.csv",
    "/etc/passwd",
    "C:/data.csv",
    "c:data.csv",
    "C:\\data.csv",
    "\\\\server\\share\\data.csv",
    "//server/share/data.csv",
    "\\data.csv",
    "file:///ws/d/data.csv",
    "http://example.org/data.csv",
    "vscode-vfs://github/data.csv",
    "data.csv\0.txt",
    "../..",
  ])("refuses %j", async (written) => {
    expect(codeOf(await guard(written))).toBe("data/outside-workspace");
  });

  it.each(["../%2e%2e/outside.csv", "nothing.csv"])("finds no %s", async (written) => {
    expect(codeOf(await guard(written))).toBe("data/file-missing");
  });

  it("names the field and the path as written, and no path of the machine", async () => {
    for (const written of ["../../outside.csv", "nothing.csv", "/etc/passwd"]) {
      const result = await guard(written);
      const failure = result.ok ? undefined : result.failure;
      expect(failure?.message).toContain(`data.file is "${written}"`);
      expect(failure?.message).not.toContain("/ws");
      expect(failure?.message).toMatch(/\.$/);
      expect(failure?.path).toEqual(CONFIG_PATH);
    }
  });
});

describe("guardDataFile, by the rules of Windows", () => {
  const disk: DiskAccess = {
    realpath: (given) => Promise.resolve(given),
    stat: () => Promise.resolve({ isFile: () => true, size: 1 }),
  };
  const guard = (written: string, baseFolder = "C:\\Ws\\d"): ReturnType<typeof guardDataFile> =>
    guardDataFile(
      { path: written, configPath: CONFIG_PATH },
      { baseFolder, workspaceFolder: "c:\\ws", path: path.win32, disk },
    );

  it.each(["data.csv", "sub/data.csv", "sub\\data.csv", "..\\top.csv"])(
    "allows %s, whatever the case",
    async (written) => {
      expect(codeOf(await guard(written))).toBe("ok");
    },
  );
  it.each([
    "..\\..\\x.csv",
    "../../ws-evil/x.csv",
    "D:\\ws\\x.csv",
    "\\\\?\\C:\\ws\\x.csv",
    "\\\\server\\c$\\x",
  ])("refuses %s", async (written) => {
    expect(codeOf(await guard(written))).toBe("data/outside-workspace");
  });
});

describe("guardDataFile, by what lies there", () => {
  const guard = (disk: DiskAccess): ReturnType<typeof guardDataFile> =>
    guardDataFile(
      { path: "data.csv", configPath: CONFIG_PATH },
      { baseFolder: "/ws", workspaceFolder: "/ws", path: path.posix, disk },
    );

  it("takes the largest size and refuses one byte more", async () => {
    expect(codeOf(await guard(makeDisk({ "/ws/data.csv": DATA_FILE_BYTES_MAX })))).toBe("ok");
    expect(codeOf(await guard(makeDisk({ "/ws/data.csv": DATA_FILE_BYTES_MAX + 1 })))).toBe("data/too-large");
  });
  it("refuses a folder", async () => {
    expect(codeOf(await guard(makeDisk({ "/ws/data.csv": "folder" })))).toBe("data/not-a-file");
  });
  it("follows a link of the workspace folder itself", async () => {
    expect(codeOf(await guard(makeDisk({ "/real/data.csv": 1 }, { "/ws": "/real" })))).toBe("ok");
  });
  it("refuses a link to a sibling whose name begins like the workspace's", async () => {
    const disk = makeDisk({ "/ws-evil/data.csv": 1 }, { "/ws/data.csv": "/ws-evil/data.csv" });
    expect(codeOf(await guard(disk))).toBe("data/outside-workspace");
  });
  it("says that a file may not be opened", async () => {
    const denied = Object.assign(new Error("EACCES: permission denied, stat '/ws/data.csv'"), {
      code: "EACCES",
    });
    const disk: DiskAccess = {
      realpath: (given) => Promise.resolve(given),
      stat: () => Promise.reject(denied),
    };
    const result = await guard(disk);
    expect(result).toMatchObject({ ok: false, failure: { code: "data/unreadable" } });
    expect(result.ok ? "" : result.failure.message).not.toContain("/ws/");
  });
});

describe("readDataFiles, on a disk", () => {
  let root = "";
  const read = (written: string, signal = new AbortController().signal): ReturnType<typeof readDataFiles> =>
    readDataFiles(
      [{ path: written, configPath: CONFIG_PATH }],
      { baseFolder: path.join(root, "ws"), workspaceFolder: path.join(root, "ws") },
      signal,
    );

  beforeAll(async () => {
    root = await realpath(await mkdtemp(path.join(tmpdir(), "iba-guard-")));
    await mkdir(path.join(root, "ws", "sub"), { recursive: true });
    await mkdir(path.join(root, "outside"));
    await writeFile(path.join(root, "ws", "data.csv"), "a,b\n1,2\n");
    await writeFile(path.join(root, "outside", "secret.csv"), "secret");
    await writeFile(path.join(root, "ws", "empty.csv"), "");
    await symlink(path.join(root, "outside", "secret.csv"), path.join(root, "ws", "link.csv"));
    await symlink(path.join(root, "outside"), path.join(root, "ws", "linked"));
    await symlink(path.join(root, "ws", "data.csv"), path.join(root, "ws", "sub", "inside.csv"));
    await symlink("loop.csv", path.join(root, "ws", "loop.csv"));
    execFileSync("mkfifo", [path.join(root, "ws", "pipe.csv")]);
  });
  afterAll(async () => {
    await rm(root, { recursive: true, force: true });
  });

  it.each(["data.csv", "sub/inside.csv"])("reads %s", async (written) => {
    const result = await read(written);
    const bytes = result.ok ? result.value.get(written) : undefined;
    expect(new TextDecoder().decode(bytes)).toBe("a,b\n1,2\n");
  });
  it("reads an empty file", async () => {
    const result = await read("empty.csv");
    expect(result.ok && result.value.get("empty.csv")?.length).toBe(0);
  });
  it.each([
    ["link.csv", "data/outside-workspace"],
    ["linked/secret.csv", "data/outside-workspace"],
    ["sub", "data/not-a-file"],
    ["pipe.csv", "data/not-a-file"],
    ["loop.csv", "data/unreadable"],
    ["data.csv/x", "data/file-missing"],
  ])("refuses %s", async (written, code) => {
    expect(codeOf(await read(written))).toBe(code);
  });
  it("stops where it is aborted", async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(read("data.csv", abort.signal)).rejects.toThrow("abort");
  });
});
