import { join } from "node:path";
import { PROJECT_ROOT } from "../projectRoot";
import { runProcess } from "../runProcess";
import type { Compiler } from "./findTools";

const SOURCE = join(PROJECT_ROOT, "scripts", "bench", "native", "fusedStep.c");
const TIMEOUT_MS = 120_000;

/**
 * Compiles the fused step in C at a vector width. No fused multiply-add: WebAssembly has none either.
 * @returns the program, or why there is none
 */
export async function compileNativeStep(
  compiler: Compiler,
  lanes: 4 | 8,
  folder: string,
): Promise<{ readonly program: string } | { readonly reason: string }> {
  const program = join(folder, `fusedStep${lanes}${process.platform === "win32" ? ".exe" : ""}`);
  const width = lanes === 8 ? ["-mavx2", "-mno-fma"] : process.arch === "x64" ? ["-msse4.1"] : [];
  const args = [
    "-std=gnu11",
    "-O3",
    "-fno-strict-aliasing",
    "-ffp-contract=off",
    `-DLANES=${lanes}`,
    ...width,
  ];
  const { code } = await runProcess(compiler.command, [...args, SOURCE, "-o", program, "-lm"], {
    cwd: folder,
    timeoutMs: TIMEOUT_MS,
  });
  return code === 0 ? { program } : { reason: "does not compile" };
}
