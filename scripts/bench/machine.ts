import { cpus, release, totalmem, type } from "node:os";
import type { Compiler, Python } from "./findTools";

const GIBIBYTE = 2 ** 30;

/** One sentence on what the figures were measured on; nothing that names the machine's owner or place. */
export function describeMachine(python: Python | undefined, compiler: Compiler | undefined): string {
  const processors = cpus();
  const parts = [
    `${processors[0]?.model.trim() ?? "unknown processor"}, ${processors.length} cores, ${Math.round(totalmem() / GIBIBYTE)} GiB`,
    `${type()} ${release().split("-")[0]!}`,
    `Node.js ${process.versions.node}`,
    python === undefined
      ? "no Python with torch and numpy"
      : `Python ${python.version}, PyTorch ${python.torch}, numpy ${python.numpy}`,
    compiler === undefined ? "no C compiler" : compiler.version,
  ];
  return `Measured on: ${parts.join("; ")}.`;
}
