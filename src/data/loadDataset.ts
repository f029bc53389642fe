import { DATA_FILE_BYTES_MAX } from "../base/limits";
import type { DataConfig } from "../config/schema/configSchema";
import { fail, succeed, type Result } from "../base/failure";
import { readCsvDataset } from "./csv/csvDataset";
import { alwaysProceed, type Proceed } from "../base/proceed";
import type { Dataset } from "./dataset/dataset";
import { describeOtherKind } from "./fileKind";
import type { FileSource } from "./files/fileSource";
import { gunzip, isGzip } from "./files/gunzip";
import { readMatDataset } from "./matlab/matDataset";
import { createSymmetricRule } from "./symmetricRule/symmetricRule";

/**
 * The dataset that a config describes. Never rejects: a failure says what is wrong with the file and carries the
 * path of the config line that it speaks of.
 */
export async function loadDataset(
  config: DataConfig,
  files: FileSource,
  proceed: Proceed = alwaysProceed,
): Promise<Result<Dataset>> {
  if (config.source === "symmetric-rule") {
    return succeed(createSymmetricRule(config));
  }
  const path = ["data", "file"];
  const bytes = await files.read(config.file);
  if (!bytes.ok) {
    return { ok: false, failure: { path, ...bytes.failure } };
  }
  if (bytes.value.length > DATA_FILE_BYTES_MAX) {
    return fail(
      "data/too-large",
      `${config.file} has ${bytes.value.length} bytes; at most ${DATA_FILE_BYTES_MAX} are read.`,
      { path },
    );
  }
  const unpacked = isGzip(bytes.value) ? gunzip(bytes.value, proceed) : bytes;
  if (!unpacked.ok) {
    return fail(unpacked.failure.code, `${config.file}: ${unpacked.failure.message}.`, { path });
  }
  const other = describeOtherKind(unpacked.value, config.source);
  if (other !== undefined) {
    return fail("data/format", `${config.file} ${other}`, { path });
  }
  const dataset =
    config.source === "mat"
      ? readMatDataset(unpacked.value, config, proceed)
      : readCsvDataset(unpacked.value, config, proceed);
  if (dataset.ok) {
    return dataset;
  }
  const { failure } = dataset;
  return { ok: false, failure: { path, ...failure, message: `${config.file}: ${failure.message}` } };
}
