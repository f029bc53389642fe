// npm run package: packs the release build into a .vsix, and says what is in it.
import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { createVSIX, listFiles, PackageManager } from "@vscode/vsce";
import { PROJECT_ROOT } from "./projectRoot";

const KIBIBYTE = 1024;
const PACKAGE_KIBIBYTES_MAX = 4096;

async function main(): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(PROJECT_ROOT, "package.json"), "utf8")) as Record<
    string,
    string
  >;
  const packagePath = join(PROJECT_ROOT, `${manifest["name"] ?? ""}-${manifest["version"] ?? ""}.vsix`);
  rmSync(packagePath, { force: true });
  const files = await listFiles({ cwd: PROJECT_ROOT, packageManager: PackageManager.None });
  for (const file of files) {
    console.log(`${kibibytes(join(PROJECT_ROOT, file)).padStart(7)} KiB  ${file}`);
  }
  // Everything is bundled: what package.json calls dependencies needs no copy in the package.
  // The README's picture is in the package; without a public repository there is no address to rewrite it to.
  await createVSIX({
    cwd: PROJECT_ROOT,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  console.log(`${kibibytes(packagePath).padStart(7)} KiB  in all: ${packagePath}`);
  if (statSync(packagePath).size > PACKAGE_KIBIBYTES_MAX * KIBIBYTE) {
    throw new Error(
      `The package is larger than ${PACKAGE_KIBIBYTES_MAX} KiB: something got in that should not.`,
    );
  }
}

function kibibytes(file: string): string {
  return (statSync(file).size / KIBIBYTE).toFixed(0);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
