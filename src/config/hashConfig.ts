import { configSchema, type Config } from "./schema/configSchema";

/**
 * The config as text that is the same for the same experiment: keys in alphabetical order, without `$schema`, which is
 * the editor's, and without what stands at its default, so that a field that a later version adds changes no config.
 */
export function canonicalConfig(config: Config): string {
  return JSON.stringify(withoutDefaults({ ...config, $schema: undefined }), (_key, value: unknown) =>
    sortKeys(value),
  );
}

/** What is left of a config when everything is left out that the schema would fill in. */
function withoutDefaults(config: Config): unknown {
  const whole = textOf(config);
  const left = JSON.parse(whole) as Record<string, unknown>;
  const strip = (parent: Record<string, unknown>): void => {
    for (const [key, value] of Object.entries(parent)) {
      Reflect.deleteProperty(parent, key);
      const parsed = configSchema.safeParse(left);
      if (!parsed.success || textOf(parsed.data) !== whole) {
        parent[key] = value;
        [value].flat().filter(isRecord).forEach(strip);
      }
    }
  };
  strip(left);
  return left;
}

function textOf(config: Config): string {
  return JSON.stringify(config, (_key, value: unknown) => sortKeys(value));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** SHA-256 of the canonical config, in hexadecimal digits. */
export async function hashConfig(config: Config): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalConfig(config));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function sortKeys(value: unknown): unknown {
  if (!isRecord(value)) {
    return value;
  }
  // By code units and not by language, so that every machine sorts alike.
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
