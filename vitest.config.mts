import { defineConfig } from "vitest/config";
import { kernelsInVite } from "./src/kernels/compileKernels.mjs";
import { VitestReport } from "./test/host/vitestReport";

const seed = Number(process.env["IB_TEST_SEED"] ?? Date.now() % 1_000_000);

export default defineConfig({
  plugins: [kernelsInVite],
  test: {
    reporters: ["default", new VitestReport()],
    // Random order shows tests that lean on one another; the seed is printed, and IB_TEST_SEED repeats it.
    env: { IB_TEST_SEED: String(seed) },
    sequence: { shuffle: { files: true, tests: true }, seed },
    dangerouslyIgnoreUnhandledErrors: false,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          setupFiles: ["test/support/failOnConsole.ts"],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          // Each file starts a VS Code server and a browser of its own.
          fileParallelism: false,
        },
      },
    ],
  },
});
