/**
 * What this VS Code prints of itself in the set-up that we run it in: no native modules, no gallery, no service
 * worker. None of it comes from the extension.
 */
const NOISE: readonly RegExp[] = [
  /Could not locate the bindings file/,
  /native-watchdog/,
  /^(Resolving|Resolved) connection token/,
  /^Creating a socket/,
  /^\[reconnection-grace-time\]/,
  /^\[AgentHost/,
  /^\[RemoteAgentHost/,
  /^\[AccountPolicyGate\]/,
  /^\[ChatModelSelection\]/,
  /^\[Service Worker\] registration/,
  /additional builtin extensions/,
  /^Creation of workbench contribution/,
  /^Timed out waiting for authentication provider/,
  /^The web worker extension host is started in a same-origin iframe/,
  // Errors whose stack lies in the workbench itself.
  /\n\s+at .*\/static\/out\/vs\/code\/browser\/workbench\/workbench\.js/,
  // A webview's own frame, written by VS Code.
  /^An iframe which has both allow-scripts and allow-same-origin/,
  // The service worker and the icons of the page around the workbench.
  /^A bad HTTP response code \(404\) was received when fetching the script/,
  /^Failed to load resource: .*(\/_static\/src\/browser\/media\/|\/node_modules\/vsda\/)/,
];

/** Whether a line of the console is VS Code's own and known to be harmless here. */
export function isVscodeNoise(line: string): boolean {
  return NOISE.some((pattern) => pattern.test(line));
}
