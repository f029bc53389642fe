import type { HostConnection } from "./hostConnection";

/** A script that fails at every frame must not flood the host's log. */
const REPORTS_MAX = 20;

/** Chromium reports this as an error where an element is resized while sizes are being told; nothing is lost by it. */
const HARMLESS = /^ResizeObserver loop/;

/** Tells the host, and the reader, of every error that nothing caught. */
export function reportErrors(host: HostConnection, show: (message: string) => void): void {
  let reports = 0;
  const report = (cause: unknown, fallback: string): void => {
    const message = cause instanceof Error ? cause.message : fallback;
    if (HARMLESS.test(message) || reports >= REPORTS_MAX) {
      return;
    }
    reports++;
    host.post({
      type: "view/error",
      message,
      stack: (cause instanceof Error ? cause.stack : undefined) ?? "",
    });
    show(message);
  };
  window.addEventListener("error", (event: ErrorEvent) => {
    report(event.error, event.message);
  });
  window.addEventListener("unhandledrejection", (event: PromiseRejectionEvent) => {
    report(event.reason, String(event.reason));
  });
}
