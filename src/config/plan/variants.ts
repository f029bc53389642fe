import type { ConfigPath } from "../../base/failure";
import { quote } from "../../base/text";
import { LEARNING_RATE_DEFAULTS } from "../../training/engine/optimizer";
import type { Config } from "../schema/configSchema";

/** A value that a variant gives a field. */
export interface VariantValue {
  readonly path: ConfigPath;
  readonly value: unknown;
}

/** How many variants a study has: all combinations of the values in `study.over`, 1 without any. */
export function countVariants({ study: { over } }: Pick<Config, "study">): number {
  return Object.values(over).reduce<number>((count, values) => count * (values?.length ?? 1), 1);
}

/** How many networks a run trains. */
export function countNetworks(config: Pick<Config, "study">): number {
  return config.study.networks * countVariants(config);
}

/** The values of one variant: the last field changes fastest, as digits do. */
export function variantValues(
  { study: { over } }: Pick<Config, "study">,
  variant: number,
): readonly VariantValue[] {
  let rest = variant;
  return Object.entries(over)
    .flatMap(([name, values]) => (values === undefined ? [] : [{ name, values }]))
    .reverse()
    .map(({ name, values }) => {
      const value = values[rest % values.length];
      rest = Math.floor(rest / values.length);
      return { path: name.split("."), value };
    })
    .reverse();
}

/** The config of one variant. An optimizer without a learning rate of its own gets its default. */
export function variantConfig(config: Config, variant: number): Config {
  const values = variantValues(config, variant);
  const changed = structuredClone(config);
  for (const { path, value } of values) {
    const [section, field] = path as readonly [keyof Config, string];
    Reflect.set(changed[section] as object, field, structuredClone(value));
  }
  const { optimizer, learningRate } = config.training;
  const isRateGiven = values.some(({ path }) => path[1] === "learningRate");
  if (!isRateGiven && learningRate === LEARNING_RATE_DEFAULTS[optimizer]) {
    return {
      ...changed,
      training: { ...changed.training, learningRate: LEARNING_RATE_DEFAULTS[changed.training.optimizer] },
    };
  }
  return changed;
}

/** A variant in words, "data.trainingFraction 0.05"; undefined if there is one variant only. */
export function describeVariant(config: Pick<Config, "study">, variant: number): string | undefined {
  const values = variantValues(config, variant);
  return values.length === 0
    ? undefined
    : values.map(({ path, value }) => `${path.join(".")} ${writeVariantValue(value)}`).join(", ");
}

function writeVariantValue(value: unknown): string {
  return typeof value === "string" ? quote(value) : JSON.stringify(value);
}
