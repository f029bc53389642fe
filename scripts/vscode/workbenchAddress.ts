import { pathToFileURL } from "node:url";
import type { RunningServer } from "./vscodeServer";

export interface TestRun {
  readonly extensionDevelopmentPath: string;
  readonly extensionTestsPath: string;
}

/** The address at which a server shows a folder; with a test run, the page carries it out as soon as it is open. */
export function workbenchAddress(server: RunningServer, folder: string, testRun?: TestRun): string {
  const url = new URL(server.origin);
  url.searchParams.set("tkn", server.token);
  url.searchParams.set("folder", pathInUri(folder));
  if (testRun !== undefined) {
    const remote = `vscode-remote://127.0.0.1:${server.port}`;
    const payload = Object.entries(testRun).map(([name, path]) => [
      name,
      `${remote}${pathInUri(path as string)}`,
    ]);
    url.searchParams.set("payload", JSON.stringify(payload));
  }
  return url.href;
}

/** The path part of a file's URI, not percent-encoded: /c:/x on Windows. */
function pathInUri(path: string): string {
  return decodeURIComponent(pathToFileURL(path).pathname);
}
