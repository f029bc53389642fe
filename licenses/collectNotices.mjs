import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");

/**
 * A bundled package and every text that has to go with it.
 *
 * @typedef {{ readonly name: string, readonly title: string, readonly texts: readonly string[] }} Notice
 */

/**
 * The notices of the packages that some files belong to. A package without any license text is an error: nobody's
 * text stands in for it.
 *
 * @param {readonly string[]} files paths from the root
 * @returns {Promise<readonly Notice[]>} by name
 */
export async function collectNotices(files) {
  const folders = files.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return await Promise.all([...new Set(folders)].sort().map(readNotice));
}

/**
 * @param {readonly Notice[]} notices
 * @returns {string}
 */
export function writeNotices(notices) {
  return notices
    .map(({ title, texts }) => [title, ...texts].join("\n\n"))
    .join(`\n\n${"-".repeat(80)}\n\n`)
    .concat("\n");
}

/**
 * @param {string} folder
 * @returns {Promise<Notice>}
 */
async function readNotice(folder) {
  /** @type {{ name: string, version: string, license: string }} */
  const { name, version, license } = JSON.parse(await readFile(join(ROOT, folder, "package.json"), "utf8"));
  const entries = (await readdir(join(ROOT, folder))).sort();
  const licenses = entries.filter((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const notices = entries.filter((entry) => /^notice/i.test(entry));
  const shipped = await Promise.all([...licenses, ...notices].map((entry) => readText(join(folder, entry))));
  const texts = [...(licenses.length > 0 ? [] : await readElsewhere(name, folder)), ...shipped];
  if (texts.length === notices.length) {
    throw new Error(
      `${name} ${version} (${license}) is bundled and ships no license text: write it to licenses/.`,
    );
  }
  return { name, title: `${name} ${version} (${license})`, texts };
}

/**
 * The license of a package without a file of its own: recorded here, or the last part of its readme.
 *
 * @param {string} name
 * @param {string} folder
 */
async function readElsewhere(name, folder) {
  const recorded = [name.split("/")[0] ?? "", name.replace("/", "+")]
    .map((each) => join("licenses", `${each}.txt`))
    .filter((path, index, all) => all.indexOf(path) === index && existsSync(join(ROOT, path)));
  if (recorded.length > 0) {
    return await Promise.all(recorded.map(readText));
  }
  const readme = join(folder, "README.md");
  const text = existsSync(join(ROOT, readme)) ? await readText(readme) : "";
  const section = /^(?:#+ *)?licen[cs]e\b[^\n]*\n[^]*/im.exec(text)?.[0];
  return section !== undefined && /copyright/i.test(section) ? [section] : [];
}

/** @param {string} path from the root */
async function readText(path) {
  return (await readFile(join(ROOT, path), "utf8")).replaceAll("\r\n", "\n").trim();
}
