import type { Config } from "./schema/configSchema";

/**
 * The config as text that is the same for the same experiment: keys in alphabetical order, every default filled
 * in, and without `$schema`, which is the editor's.
 */
export function canonicalConfig(config: Config): string {
  const experiment = { ...config, $schema: undefined };
  return JSON.stringify(experiment, (_key, value: unknown) => sortKeys(value));
}

/** SHA-256 of the canonical config, in hexadecimal digits. */
export async function hashConfig(config: Config): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalConfig(config));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  // By code units and not by language, so that every machine sorts alike.
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
