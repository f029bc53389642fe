import { existsSync, readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { dirname, relative, resolve } from "node:path";
import { PROJECT_ROOT } from "../../../scripts/projectRoot";

/** A place in one of the bundles that the tests run from: file, line, column. */
const BUNDLE_PLACE =
  /((?:\/|[A-Za-z]:\\)[^\s()]*[/\\](?:test[/\\]vscode[/\\]index|extension)\.js):(\d+):(\d+)/g;
/** The code around a test; its lines tell nothing of a failure. */
const MOCHA_LINE = /^\s*at .*node_modules[/\\]mocha[/\\]/;

const maps = new Map<string, SourceMap | undefined>();

/**
 * An error's stack in terms of the sources. Node cannot do it by itself here: VS Code formats stacks in its own way
 * and starts the extension host without the switch for it.
 */
export function sourceStack(stack: string): string {
  return stack
    .split("\n")
    .map((line) => line.replaceAll(BUNDLE_PLACE, sourcePlace))
    .filter((line) => !MOCHA_LINE.test(line))
    .join("\n");
}

function sourcePlace(place: string, file: string, line: string, column: string): string {
  if (!maps.has(file)) {
    maps.set(file, readMap(`${file}.map`));
  }
  const entry = maps.get(file)?.findEntry(Number(line) - 1, Number(column) - 1);
  if (entry === undefined || !("originalSource" in entry)) {
    return place;
  }
  const source = relative(PROJECT_ROOT, resolve(dirname(file), entry.originalSource));
  return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}

/** A build for release has no maps: then the places stay those of the bundle. */
function readMap(file: string): SourceMap | undefined {
  return existsSync(file)
    ? new SourceMap(JSON.parse(readFileSync(file, "utf8")) as SourceMapPayload)
    : undefined;
}
