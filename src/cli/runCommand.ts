import { existsSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { CONFIG_BYTES_MAX } from "../base/limits";
import { parseConfig } from "../config/parseConfig";
import { countNetworks } from "../config/plan/variants";
import type { Config } from "../config/schema/configSchema";
import { describeNoConfig } from "../data/files/fileKind";
import { readMarkedUtf16 } from "../data/files/utf8Text";
import { requiredFiles } from "../data/sources";
import { readDataFiles } from "../disk/dataFiles";
import { openRegularFile } from "../disk/regularFile";
import { fail, failureFromThrown, succeed, type Result } from "../base/failure";
import { boundMessage, countOf, quote } from "../base/text";
import { describeFailure, EXIT_FAILED } from "./exit";
import { recordRun, type CliEnvironment } from "./recordRun";
import { resumeRun } from "../worker/resumeRun";
import type { RunArguments } from "./runArguments";
import { describePositionsIn } from "./textPosition";

/** `ib-analysis run`: the pipeline of the editor without the editor. @returns the exit code */
export async function runCommand(args: RunArguments, environment: CliEnvironment): Promise<number> {
  const { messages } = environment;
  const say = (line: string): void => {
    messages.write(`${line}\n`);
  };
  const configPath = resolve(environment.currentFolder, args.configPath);
  const config = await readConfig(configPath, boundMessage(args.configPath), say);
  if (config === undefined) {
    return EXIT_FAILED;
  }
  const configFolder = dirname(configPath);
  const root =
    args.root === undefined
      ? succeed(folderOfData(environment.currentFolder, configFolder))
      : findRoot(environment.currentFolder, args.root);
  if (!root.ok) {
    say(describeFailure(root.failure));
    return EXIT_FAILED;
  }
  const workspaceFolder = root.value;
  const files = await readDataFiles(
    requiredFiles(config.data),
    { baseFolder: configFolder, workspaceFolder },
    new AbortController().signal,
  );
  if (!files.ok) {
    say(describeFailure(files.failure));
    return EXIT_FAILED;
  }

  const { shard } = args;
  const networks = countNetworks(config);
  if (shard !== undefined && shard.count > networks) {
    say(
      describeFailure({
        code: "config/out-of-range",
        message: `--shard divides the study into ${shard.count} parts, but it has ${countOf(networks, "network")}: N may be at most ${networks}.`,
      }),
    );
    return EXIT_FAILED;
  }
  const out = args.out === undefined ? undefined : resolve(environment.currentFolder, args.out);
  const resumed =
    args.resume && out !== undefined && existsSync(out)
      ? await resumeRun(out, args.out ?? out, config, shard)
      : succeed(undefined);
  if (!resumed.ok) {
    say(describeFailure(resumed.failure));
    return EXIT_FAILED;
  }
  if (resumed.value?.note !== undefined) {
    say(boundMessage(resumed.value.note));
  }
  return await recordRun(
    {
      config,
      ...(shard && { shard }),
      ...(resumed.value && { resumed: resumed.value }),
      configName: relative(workspaceFolder, configPath).replaceAll("\\", "/"),
      files: files.value,
      runFolder: out === undefined ? join(configFolder, "ib-runs") : dirname(out),
      ...(out === undefined ? {} : { runFileName: basename(out) }),
      memoryLimitMebibytes: args.maxMemoryMebibytes,
      workers: args.workers,
    },
    args.quiet,
    environment,
  );
}

async function readConfig(
  path: string,
  shownPath: string,
  say: (line: string) => void,
): Promise<Config | undefined> {
  let bytes: Uint8Array;
  try {
    const file = await openRegularFile(path);
    try {
      const { size } = await file.stat();
      // One byte more than is allowed is enough for the parser to refuse it.
      bytes = new Uint8Array(Math.min(size, CONFIG_BYTES_MAX + 1));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      bytes = bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (thrown) {
    const message = `The config ${shownPath} cannot be read: ${failureFromThrown(thrown).message}.`;
    say(describeFailure({ code: "data/unreadable", message }));
    return undefined;
  }
  const unmarked = readMarkedUtf16(bytes) ?? succeed(bytes);
  if (!unmarked.ok) {
    say(describeFailure({ code: "config/syntax", message: `${shownPath}: ${unmarked.failure.message}` }));
    return undefined;
  }
  bytes = unmarked.value;
  const other = describeNoConfig(bytes);
  if (other !== undefined) {
    say(describeFailure({ code: "config/syntax", message: `${shownPath} ${other}` }));
    return undefined;
  }
  const text = new TextDecoder().decode(bytes);
  const { config, problems } = parseConfig(text);
  const positionOf = describePositionsIn(text);
  for (const { severity, message, offset } of problems) {
    say(`${shownPath}:${positionOf(offset)}: ${severity}: ${message}`);
  }
  return config;
}

/** The folder of `--root`, if it is one. */
function findRoot(currentFolder: string, root: string): Result<string> {
  const folder = resolve(currentFolder, root);
  const isThere = existsSync(folder);
  if (isThere && statSync(folder).isDirectory()) {
    return succeed(folder);
  }
  const found = isThere ? "which is no folder" : "but there is no such folder";
  return fail(
    "data/file-missing",
    `--root is ${quote(root)}, ${found}; name the folder that the data files lie in.`,
  );
}

/** Data may lie anywhere under the folder one works in, where the config does too. */
function folderOfData(currentFolder: string, configFolder: string): string {
  const path = relative(currentFolder, configFolder);
  return path.startsWith("..") || isAbsolute(path) ? configFolder : currentFolder;
}
