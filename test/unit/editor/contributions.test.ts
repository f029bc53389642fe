import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../../../package.json";
import {
  COMMANDS,
  CONTEXT_KEYS,
  isConfigPath,
  KEPT_PANEL_VIEW_TYPE,
  PANEL_VIEW_TYPE,
  RUN_ITEM,
  SETTINGS,
  settingValue,
  VIEWS,
} from "../../../src/editor/contributions";

const ROOT = join(import.meta.dirname, "../../..");
const { contributes, activationEvents, capabilities } = manifest;
const sorted = (names: Iterable<string>): string[] => [...names].sort();

/** Every `when` and `enablement` of the manifest, wherever it stands. */
function collectWhenClauses(value: unknown): string[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, member]) =>
    (key === "when" || key === "enablement") && typeof member === "string"
      ? [member]
      : collectWhenClauses(member),
  );
}
const whenClauses = collectWhenClauses(contributes);

describe("the manifest and the table of contributions", () => {
  it("have the same commands", () => {
    expect(sorted(contributes.commands.map(({ command }) => command))).toEqual(
      sorted(Object.values(COMMANDS)),
    );
  });

  it("use only commands of the table in menus and welcome views", () => {
    const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const inWelcome = contributes.viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/\(command:(ibAnalysis\.\w+)\)/g)].map((match) => match[1] ?? ""),
    );
    const known: string[] = Object.values(COMMANDS);
    expect([...inMenus, ...inWelcome].filter((command) => !known.includes(command))).toEqual([]);
    expect(inWelcome).toContain(COMMANDS.run);
    expect(inWelcome).toContain(COMMANDS.createSampleConfig);
  });

  it("show every command as one of the category IB Analysis", () => {
    expect(new Set(contributes.commands.map(({ category }) => category))).toEqual(new Set(["IB Analysis"]));
    expect(contributes.commands[0]).toMatchObject({ command: COMMANDS.run, title: "Run IB Analysis" });
  });

  it("let a run be canceled only while there is one", () => {
    const cancel = contributes.commands.find(({ command }) => command === COMMANDS.cancel);
    expect(cancel).toMatchObject({ enablement: "ibAnalysis.running" });
  });

  it("have the same views", () => {
    expect(sorted(contributes.views.ibAnalysis.map(({ id }) => id))).toEqual(sorted(Object.values(VIEWS)));
  });

  it("use only context keys and views of the table in when clauses, and all of the keys", () => {
    const known: string[] = [...CONTEXT_KEYS, ...Object.values(VIEWS), PANEL_VIEW_TYPE];
    const used = whenClauses.flatMap((clause) => clause.match(/ibAnalysis\.\w+/g) ?? []);
    expect(used.filter((name) => !known.includes(name))).toEqual([]);
    expect(CONTEXT_KEYS.filter((key) => !used.includes(key))).toEqual([]);
  });

  it("name the same kinds of items of the run tree", () => {
    const patterns = whenClauses.flatMap((clause) => clause.match(/(?<=viewItem =~ \/)[^/]+/g) ?? []);
    const unnamed = Object.values(RUN_ITEM).filter(
      (kind) => !patterns.some((pattern) => new RegExp(pattern).test(kind)),
    );
    expect(unnamed).toEqual([]);
  });

  it("have the same settings, with the same defaults and bounds", () => {
    const properties: Record<string, Record<string, unknown>> = contributes.configuration.properties;
    expect(sorted(Object.keys(properties))).toEqual(sorted(Object.keys(SETTINGS)));
    for (const [id, setting] of Object.entries(SETTINGS)) {
      expect(properties[id]).toMatchObject(setting);
    }
  });

  it("restore the panel by the view type that it is made with", () => {
    expect(activationEvents).toContain(`onWebviewPanel:${PANEL_VIEW_TYPE}`);
    expect(activationEvents).toContain(`onWebviewPanel:${KEPT_PANEL_VIEW_TYPE}`);
  });

  it("do not activate when the window starts", () => {
    expect(activationEvents.filter((event) => /^\*|onStartup/.test(event))).toEqual([]);
  });

  it("promise only what an untrusted workspace may have", () => {
    expect(capabilities.untrustedWorkspaces.supported).toBe("limited");
    expect(capabilities.virtualWorkspaces.supported).toBe("limited");
  });

  it("name icons that are there, and a PNG for the marketplace", () => {
    const icons = [manifest.icon, ...contributes.viewsContainers.activitybar.map(({ icon }) => icon)];
    icons.push(...contributes.views.ibAnalysis.map(({ icon }) => icon));
    expect(icons.filter((icon) => !existsSync(join(ROOT, icon)))).toEqual([]);
    const png = readFileSync(join(ROOT, manifest.icon));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 256]);
  });
});

describe("isConfigPath", () => {
  it.each(["a.ib.json", "/w/a.ib.json", "C:\\w\\a.ib.json", "ib.config.json", "/w/ib.config.json"])(
    "takes %s",
    (path) => {
      expect(isConfigPath(path)).toBe(true);
    },
  );
  it.each([
    ".ib.json",
    "/w/.ib.json",
    "a.ib.json.bak",
    "a.json",
    "/ib.json",
    "xib.config.json",
    "a.ib.json/x",
  ])("refuses %s", (path) => {
    expect(isConfigPath(path)).toBe(false);
  });
  it("means the same files as the manifest's run button", () => {
    const clause = contributes.menus["editor/title"][0]?.when ?? "";
    const pattern = new RegExp(/resourceFilename =~ \/(.+?)\/ /.exec(clause)?.[1] ?? "$never^");
    for (const name of ["a.ib.json", "ib.config.json", "a.json", "xib.config.json"]) {
      expect([name, pattern.test(name)]).toEqual([name, isConfigPath(name)]);
    }
  });
});

describe("settingValue", () => {
  it("takes what the manifest allows", () => {
    expect(settingValue("ibAnalysis.maxMemoryMB", 64)).toBe(64);
    expect(settingValue("ibAnalysis.codeLens.enabled", false)).toBe(false);
  });
  it.each([undefined, null, "512", 63, 65537, 100.5, NaN, true])(
    "takes the default instead of %j",
    (stored) => {
      expect(settingValue("ibAnalysis.maxMemoryMB", stored)).toBe(512);
    },
  );
  it.each([undefined, "false", 0])("takes the default instead of %j for a switch", (stored) => {
    expect(settingValue("ibAnalysis.codeLens.enabled", stored)).toBe(true);
  });
});
