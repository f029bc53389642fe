import { succeed } from "../../../src/base/failure";
import type { EngineKind } from "../../../src/training/engine/engineKind";
import { createFusedEngine } from "../../../src/training/fused/fusedEngine";

/** An engine of one file: the fused one by another name. */
export const echo: EngineKind<"echo"> = {
  name: "echo",
  summary: "an engine that repeats another",
  memoryBytes: () => 3000 * 2 ** 20,
  load: () => {
    const created = createFusedEngine();
    return Promise.resolve(created.ok ? succeed({ ...created.value, name: "echo" }) : created);
  },
};
