import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";

/** What a person downloads; TensorFlow.js and its two wasm files are most of it. */
const PACKAGE_BYTES_MAX = 2.5 * 1024 * 1024;

const CONTENTS = [
  "LICENSE.txt",
  "changelog.md",
  "dist/THIRD-PARTY-NOTICES.txt",
  "dist/extension.js",
  "dist/ib.schema.json",
  "dist/tfjs-backend-wasm-simd.wasm",
  "dist/tfjs-backend-wasm.wasm",
  "dist/tfjs.js",
  "dist/webview.css",
  "dist/webview.js",
  "dist/worker.js",
  "media/activity-bar.svg",
  "media/icon.png",
  "media/information-plane.gif",
  "media/information-plane.png",
  "media/plane.svg",
  "media/recorded-example.ibrun",
  "package.json",
  "readme.md",
];

describe("the package", () => {
  let path: string;
  let files: Record<string, Uint8Array>;

  beforeAll(() => {
    execFileSync(process.execPath, ["scripts/bootstrap.mjs", "package"], { stdio: "pipe" });
    const manifest = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    path = join(process.cwd(), `ib-analysis-${manifest.version}.vsix`);
    files = unzipSync(readFileSync(path));
  });

  it("holds what is needed and nothing else", () => {
    const inside = Object.keys(files)
      .filter((name) => name.startsWith("extension/") && !name.endsWith("/"))
      .map((name) => name.slice("extension/".length));
    expect(inside.sort()).toEqual(CONTENTS);
  });

  it("keeps to its size", () => {
    expect(statSync(path).size).toBeLessThan(PACKAGE_BYTES_MAX);
  });

  it("asks nobody over the network, but for what TensorFlow.js could and never does", () => {
    const text = (name: string): string => new TextDecoder().decode(files[`extension/dist/${name}`]);
    for (const bundle of ["extension.js", "webview.js"]) {
      expect(text(bundle)).not.toMatch(/\bfetch\(|XMLHttpRequest|WebSocket\(|require\("(node:)?https?"\)/);
    }
  });

  it("loads TensorFlow.js in the worker only, and there only when it is asked for", () => {
    const text = (name: string): string => new TextDecoder().decode(files[`extension/dist/${name}`]);
    const mark = /tfjs-core|registerBackend/;
    expect(text("tfjs.js")).toMatch(mark);
    for (const bundle of ["extension.js", "webview.js", "worker.js"]) {
      expect(text(bundle), bundle).not.toMatch(mark);
    }
  });

  it("names no path of the machine that built it", () => {
    for (const [name, bytes] of Object.entries(files)) {
      expect(new TextDecoder("latin1").decode(bytes).includes(process.cwd()), name).toBe(false);
    }
  });
});
