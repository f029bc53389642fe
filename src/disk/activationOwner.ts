import { lstat, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fail, failureFromThrown, succeed, type Failure, type Result } from "../base/failure";
import { activationFolderName } from "../run/activationFolder";
import type { ActivationOwner } from "../run/runEvent";
import { quote } from "../base/text";
import { errorCode } from "./errorCode";

/** Says whose activations a folder has. */
const OWNER_FILE = "run.json";
const OWNER_BYTES_MAX = 64 * 1024;

/** Makes the folder that a run keeps its activations in. One that is there may be another run's, and is refused. */
export async function makeActivationFolder(
  folder: string,
  owner: ActivationOwner,
): Promise<Failure | undefined> {
  try {
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(folder);
    await writeFile(join(folder, OWNER_FILE), `${JSON.stringify(owner)}\n`, { flag: "wx" });
    return undefined;
  } catch (thrown) {
    return fail(
      "run/file-write",
      errorCode(thrown) === "EEXIST"
        ? `The folder for the activations, ${basename(folder)}, is there already, and another run's may be in it: take another name for the run, or remove it.`
        : `The folder for the activations cannot be made: ${failureFromThrown(thrown).message}.`,
    ).failure;
  }
}

/**
 * The folder of a run's activations: the one that the run file names, or, when the two were renamed together, the
 * one that is named like the file.
 * @param runPath the run file
 * @param named the folder's name in the run file
 */
export async function findActivationFolder(runPath: string, named: string): Promise<Result<string>> {
  const renamed = activationFolderName(basename(runPath));
  for (const name of [named, renamed]) {
    const folder = join(dirname(runPath), name);
    try {
      await lstat(folder);
      return succeed(folder);
    } catch (thrown) {
      if (errorCode(thrown) !== "ENOENT") {
        const { message } = failureFromThrown(thrown);
        return fail("run/file-unreadable", `${quote(name)} cannot be read: ${message}.`);
      }
    }
  }
  const other = renamed === named ? "" : ` (or rename it to ${quote(renamed)})`;
  return fail(
    "run/file-unreadable",
    `The folder of the run's kept activations is not beside the run file: put the folder ${quote(named)} beside it${other}.`,
  );
}

/**
 * Whether a folder of activations belongs to a run.
 * @returns a note where an earlier version made the folder, which does not say whose it is
 */
export async function checkActivationFolder(
  folder: string,
  owner: ActivationOwner,
): Promise<Result<string | undefined>> {
  const path = join(folder, OWNER_FILE);
  const name = basename(folder);
  try {
    const stats = await lstat(path);
    if (!stats.isFile() || stats.size > OWNER_BYTES_MAX) {
      return fail(
        "run/file-format",
        `${name}/${OWNER_FILE} is no file that says whose activations these are.`,
      );
    }
    const written: unknown = JSON.parse(await readFile(path, "utf8"));
    const runId = textOf(written, "runId");
    return runId === owner.runId && textOf(written, "configHash") === owner.configHash
      ? succeed(undefined)
      : fail(
          "run/file-format",
          `The activations in ${name} are of the run ${quote(runId)}, not of ${quote(owner.runId)}: put the run's own folder beside its file.`,
        );
  } catch (thrown) {
    return errorCode(thrown) === "ENOENT"
      ? succeed(
          `The activations in ${name} do not say which run they are of, since an earlier version kept them: only their shapes and values are checked.`,
        )
      : fail(
          "run/file-unreadable",
          `${name}/${OWNER_FILE} cannot be read: ${failureFromThrown(thrown).message}.`,
        );
  }
}

function textOf(value: unknown, key: string): string {
  const found =
    typeof value === "object" && value !== null ? (Reflect.get(value, key) as unknown) : undefined;
  return typeof found === "string" ? found : "";
}
