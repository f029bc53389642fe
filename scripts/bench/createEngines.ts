import { join, sep } from "node:path";
import type { Result } from "../../src/base/failure";
import { createFusedEngine } from "../../src/training/fused/fusedEngine";
import { createTfjsEngine } from "../../src/training/tfjs/tfjsEngine";
import type { TrainingEngine } from "../../src/training/engine/trainingEngine";
import { PROJECT_ROOT } from "../projectRoot";

/** Our engines, or why they do not run here. */
export async function createEngines(): Promise<{
  readonly fused: TrainingEngine | string;
  readonly tfjs: TrainingEngine | string;
}> {
  const wasmDirectory = join(PROJECT_ROOT, "node_modules", "@tensorflow", "tfjs-backend-wasm", "dist") + sep;
  return { fused: engineOf(createFusedEngine()), tfjs: engineOf(await createTfjsEngine(wasmDirectory)) };
}

function engineOf(created: Result<TrainingEngine>): TrainingEngine | string {
  return created.ok ? created.value : created.failure.message;
}
