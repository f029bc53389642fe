import { fail, type Result } from "../../base/failure";
import { DATA_FILE_BYTES_MAX } from "../../base/limits";
import type { Proceed } from "../../base/proceed";
import type { Dataset } from "../dataset/dataset";
import { describeOtherKind, type ReadKind } from "../files/fileKind";
import type { FileSource } from "../files/fileSource";
import { gunzip, isGzip } from "../files/gunzip";

const PATH = ["data", "file"];

/**
 * The dataset of a file that a config names. Every failure names the file and the config line.
 * @param kind what the file should be; one that is evidently something else is refused with what to do
 * @param read makes the dataset of the file's bytes, unpacked if they were packed by gzip
 */
export async function readDataFile(
  file: string,
  kind: ReadKind,
  files: FileSource,
  proceed: Proceed,
  read: (bytes: Uint8Array) => Result<Dataset>,
): Promise<Result<Dataset>> {
  const bytes = await files.read(file);
  if (!bytes.ok) {
    return { ok: false, failure: { path: PATH, ...bytes.failure } };
  }
  if (bytes.value.length > DATA_FILE_BYTES_MAX) {
    return fail(
      "data/too-large",
      `${file} has ${bytes.value.length} bytes; at most ${DATA_FILE_BYTES_MAX} are read.`,
      { path: PATH },
    );
  }
  const unpacked = isGzip(bytes.value) ? gunzip(bytes.value, proceed) : bytes;
  if (!unpacked.ok) {
    return fail(unpacked.failure.code, `${file}: ${unpacked.failure.message}.`, { path: PATH });
  }
  const other = describeOtherKind(unpacked.value, kind);
  if (other !== undefined) {
    return fail("data/format", `${file} ${other}`, { path: PATH });
  }
  const dataset = read(unpacked.value);
  if (dataset.ok) {
    return dataset;
  }
  const { failure } = dataset;
  return { ok: false, failure: { path: PATH, ...failure, message: `${file}: ${failure.message}` } };
}
