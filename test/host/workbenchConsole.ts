import type { ConsoleMessage, Page } from "playwright-core";
import { isVscodeNoise } from "./vscodeNoise";

/** Who printed or threw: our code in the extension host or in a webview, or the workbench around it. */
export type ConsoleSource = "extensionHost" | "webview" | "workbench";

export interface ConsoleComplaint {
  readonly source: ConsoleSource;
  readonly kind: "warning" | "error" | "exception";
  readonly text: string;
}

const EXTENSION_HOST = /^%c\[Extension Host\] %c/;
/** Errors of the extension host come twice: as they are, and in the workbench's own log. */
const COPY_OF_EXTENSION_HOST = /^%c\s*(?:WARN|ERR)\s*color: #[0-9a-f]+ \[Extension Host\]/;
/** The workbench prints its own log with a level in color. */
const OWN_LOG = /^%c\s*(?:TRACE|DEBUG|INFO|WARN|ERR)\s*color: #[0-9a-f]+ /;
/** Code and pictures that the VS Code server itself serves. */
const SERVED_BY_VSCODE = /^https?:\/\/127\.0\.0\.1:\d+\//;

/** Collects every warning, error and uncaught exception of a page, until the page closes. */
export function watchConsole(page: Page): readonly ConsoleComplaint[] {
  const complaints: ConsoleComplaint[] = [];
  page.on("console", (message) => {
    const complaint = complaintIn(message);
    if (complaint !== undefined) {
      complaints.push(complaint);
    }
  });
  page.on("pageerror", (error) => {
    const text = error.stack ?? error.message;
    const source = /\/static\/out\/vs\//.test(text) ? "workbench" : "webview";
    complaints.push({ source, kind: "exception", text });
  });
  page.on("crash", () => {
    complaints.push({ source: "workbench", kind: "exception", text: "The page crashed." });
  });
  return complaints;
}

/** What our own code complained of: the extension in its host, and the scripts in its webviews. */
export function ofExtension(complaints: readonly ConsoleComplaint[]): readonly ConsoleComplaint[] {
  return complaints.filter(({ source }) => source !== "workbench");
}

function complaintIn(message: ConsoleMessage): ConsoleComplaint | undefined {
  const kind = message.type();
  if (kind !== "warning" && kind !== "error") {
    return undefined;
  }
  const printed = message.text();
  if (COPY_OF_EXTENSION_HOST.test(printed)) {
    return undefined;
  }
  const text = printed
    .replace(EXTENSION_HOST, "")
    .replace(OWN_LOG, "")
    .replace(/ color: \w+ color: $/, "");
  const source = sourceOf(message, printed);
  // A resource that could not be loaded is named by its address only.
  const shown = text.startsWith("Failed to load resource") ? `${text} ${message.location().url}` : text;
  return isVscodeNoise(shown) ? undefined : { source, kind, text: withoutVscodeFrames(shown) };
}

function sourceOf(message: ConsoleMessage, printed: string): ConsoleSource {
  if (EXTENSION_HOST.test(printed)) {
    return "extensionHost";
  }
  // What is left is by a webview: from a file of the extension, or without an address where a script is inline.
  return SERVED_BY_VSCODE.test(message.location().url) ? "workbench" : "webview";
}

/** Leaves out the lines of a stack that lie in VS Code. */
function withoutVscodeFrames(text: string): string {
  return text
    .split("\n")
    .filter((line) => !/^\s+at .*\/lib\/vscode\//.test(line))
    .join("\n");
}
