import type { DataConfig } from "../../config/schema/configSchema";

/** The part of a config that describes a CSV file. */
export type CsvConfig = Extract<DataConfig, { source: "csv" }>;
