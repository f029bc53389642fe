import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { PROJECT_ROOT } from "../../../scripts/projectRoot";
import { parseConfig } from "../../../src/config/parseConfig";
import { estimatorTable } from "../../../src/information/estimators/estimatorTable";

const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(PROJECT_ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name.replaceAll("\\", "/")}`),
];

function readPage(page: string): string {
  return readFileSync(join(PROJECT_ROOT, page), "utf8");
}

/** The code of a page in one language. */
function blocksOf(page: string, language: string): readonly string[] {
  const fence = new RegExp(`^ *\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\``, "gmu");
  return [...readPage(page).matchAll(fence)].map(([, code = ""]) => code);
}

/** What a page writes between backticks that is a path of this repository: with a slash, from a folder at the top. */
function pathsOf(page: string): readonly string[] {
  const inline = [...readPage(page).matchAll(/`([^`\n]+)`/gu)].map(([, code = ""]) => code);
  return inline.filter((code) => /^(?:src|webview|test|scripts|docs|examples|media)\/[\w./-]*$/u.test(code));
}

describe.each(PAGES)("%s", (page) => {
  it("links to what is there", () => {
    const links = [...readPage(page).matchAll(/\]\(([^)\s]+)\)/gu)].map(([, link = ""]) => link);
    const missing = links
      .filter((link) => !/^https?:/u.test(link))
      .map((link) => link.split("#")[0]!)
      .filter((link) => link !== "" && !existsSync(join(PROJECT_ROOT, dirname(page), link)));
    expect(missing).toEqual([]);
  });

  it("names files and folders that are there, or that its reader is to make", () => {
    const made = ["src/information/estimators/sign/", "test/unit/information/estimators/sign/"];
    const missing = pathsOf(page).filter(
      (path) => !made.includes(path) && !existsSync(join(PROJECT_ROOT, path)),
    );
    expect(missing).toEqual([]);
  });

  it("shows configs that are right", () => {
    for (const config of blocksOf(page, "json")) {
      expect(parseConfig(config).problems, config).toEqual([]);
    }
  });
});

it("the table of estimators is made from the estimators", async () => {
  const page = readPage("docs/estimators.md");
  const held = page.slice(
    page.indexOf("<!-- estimators:start -->") + "<!-- estimators:start -->".length,
    page.indexOf("<!-- estimators:end -->"),
  );
  expect(held.trim()).toBe((await format(estimatorTable(), { parser: "markdown" })).trim());
});

it("the npm commands that CONTRIBUTING names are those of package.json", () => {
  const { scripts } = JSON.parse(readPage("package.json")) as { readonly scripts: Record<string, string> };
  const named = [...readPage("CONTRIBUTING.md").matchAll(/npm (?:run )?([a-z]+)/gu)].map(
    ([, name = ""]) => name,
  );
  expect(named.filter((name) => !Object.hasOwn(scripts, name) && name !== "and")).toEqual([]);
});

it("the folders that the architecture page names are all there are", () => {
  const page = readPage("docs/architecture.md");
  const folders = readdirSync(join(PROJECT_ROOT, "src"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `src/${name}`);
  expect(folders.filter((folder) => !page.includes(`\`${folder}\``))).toEqual([]);
});
