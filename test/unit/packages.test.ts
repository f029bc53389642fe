import { describe, expect, it } from "vitest";
import lockfile from "../../package-lock.json";
import manifest from "../../package.json";

/** What a person who installs the extension trusts. A package that is added here has been looked at. */
const RUNTIME = [
  "@tensorflow/tfjs",
  "@tensorflow/tfjs-backend-wasm",
  "chart.js",
  "crc-32",
  "csv-parse",
  "fastest-levenshtein",
  "fflate",
  "gifenc",
  "jsonc-parser",
  "ml-kmeans",
  "ml-matrix",
  "preact",
  "pure-rand",
  "zod",
];

/** Licenses that ask for no more than their text. */
const PERMISSIVE =
  /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|Python-2\.0|Unlicense|CC0-1\.0|BlueOak-1\.0\.0)$/;

interface LockedPackage {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
}

const locked = Object.entries(lockfile.packages as Readonly<Record<string, LockedPackage>>).filter(
  ([path]) => path !== "",
);

describe("the packages that ship", () => {
  it("are those that were looked at, each at one version", () => {
    expect(Object.keys(manifest.dependencies).sort()).toEqual(RUNTIME);
    for (const [name, version] of Object.entries(manifest.dependencies)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });

  it("are what they were when they were locked, and come from the registry that is set up", () => {
    for (const [path, { resolved, integrity }] of locked) {
      expect(integrity, path).toMatch(/^sha512-/);
      expect(resolved, path).toBeUndefined();
    }
  });

  it("are under licenses that ask for no more than their text", () => {
    for (const [path, { license, dev }] of locked) {
      if (dev !== true) {
        const all = (license ?? "none").replaceAll(/[()]/g, "").split(/ (?:AND|OR) /);
        expect(
          all.every((one) => PERMISSIVE.test(one)),
          `${path}: ${license ?? "none"}`,
        ).toBe(true);
      }
    }
  });
});
