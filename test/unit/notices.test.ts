import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { collectNotices, writeNotices } from "../../licenses/collectNotices.mjs";

const noticeOf = async (name: string): Promise<string> =>
  writeNotices(await collectNotices([`node_modules/${name}/index.js`]));

/** Every package that may end up in a bundle: what the lockfile has beside development packages. */
function runtimePackages(): readonly string[] {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean }>;
  };
  return Object.entries(packages)
    .filter(([path, { dev, devOptional, optional }]) => path !== "" && !dev && !devOptional && !optional)
    .map(([path]) => path);
}

describe("the notices of bundled packages", () => {
  it("name the holders whom the packages name", async () => {
    expect(await noticeOf("fft.js")).toContain("Copyright Fedor Indutny, 2017.");
    expect(await noticeOf("seedrandom")).toContain("Copyright 2019 David Bau.");
    const tr46 = await noticeOf("tr46");
    expect(tr46).toContain("Copyright (c) 2016 Sebastian Mayr");
    expect(tr46).toContain("Copyright (c) 1991-2015 Unicode, Inc.");
    for (const [name, holders] of [
      ["fft.js", 1],
      ["seedrandom", 1],
      ["tr46", 2],
    ] as const) {
      expect((await noticeOf(name)).match(/copyright[^\n]*\d{4}/gi), name).toHaveLength(holders);
    }
  });

  it("hold what goes with an Apache license, and both licenses of tfjs-layers", async () => {
    const kernels = await noticeOf("assemblyscript");
    expect(kernels).toContain(readFileSync("node_modules/assemblyscript/LICENSE", "utf8").trim());
    expect(kernels).toContain(readFileSync("node_modules/assemblyscript/NOTICE", "utf8").trim());
    const layers = await noticeOf("@tensorflow/tfjs-layers");
    expect(layers).toContain("Apache License");
    expect(layers).toContain("Permission is hereby granted, free of charge");
    expect(layers).not.toMatch(/SheetJS|AssemblyScript/);
  });

  it("hold a text of its own of every package that may be bundled", async () => {
    for (const path of runtimePackages()) {
      let notices: Awaited<ReturnType<typeof collectNotices>>;
      try {
        notices = await collectNotices([`${path}/x`]);
      } catch (thrown) {
        // The build refuses such a package as soon as it is bundled.
        expect(String(thrown)).toContain("ships no license text");
        continue;
      }
      expect(notices, path).toHaveLength(1);
      expect(notices[0]!.texts.join("\n").length, path).toBeGreaterThan(200);
    }
  });
});
