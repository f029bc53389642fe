import type { Result } from "../base/failure";
import type { EngineHome, EngineKind } from "./engine/engineKind";
import { fused } from "./fused/fusedKind";
import { tfjs } from "./tfjs/tfjsKind";
import type { TrainingEngine } from "./engine/trainingEngine";

/** Every engine, the preferred one first. A new one is a folder with its kind, and its name here. */
export const ENGINES = [fused, tfjs] as const;

export type EngineName = (typeof ENGINES)[number]["name"];
export const ENGINE_NAMES: readonly EngineName[] = ENGINES.map(({ name }) => name);

/** What a config may ask for; `auto` is the first engine that the machine can run. */
export type EngineChoice = "auto" | EngineName;

/** The engines that a choice allows, in the order in which they are tried. */
export function enginesFor(choice: EngineChoice): readonly [EngineKind, ...EngineKind[]] {
  const [first, ...others] = ENGINES;
  return choice === "auto" ? [first, ...others] : [ENGINES.find(({ name }) => name === choice)!];
}

/**
 * The engine that a config asks for.
 * @returns why the last engine that was tried does not run here, if none does
 */
export async function createEngine(choice: EngineChoice, home: EngineHome): Promise<Result<TrainingEngine>> {
  const [first, ...others] = enginesFor(choice);
  let created = await first.load(home);
  for (const kind of others) {
    created = created.ok ? created : await kind.load(home);
  }
  return created;
}
