import type { HostToView, PersistedViewState, ViewToHost } from "../src/view/viewMessages";
import { readPersistedState } from "./state/persistedState";

/** What VS Code hands to the script of a webview; may be taken once only. */
interface VsCodeApi {
  postMessage(message: ViewToHost): void;
  getState(): unknown;
  setState(state: PersistedViewState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The editor's side of the view, so that the app does not know how messages travel. */
export interface HostConnection {
  post(message: ViewToHost): void;
  listen(handle: (message: HostToView) => void): void;
  readState(): PersistedViewState | undefined;
  writeState(state: PersistedViewState): void;
}

const MESSAGE_TYPES: ReadonlySet<unknown> = new Set<HostToView["type"]>([
  "run/snapshot",
  "run/delta",
  "run/none",
  "run/neurons",
  "run/compared",
  "run/config",
]);

/** Connects to VS Code. Windows also get messages of others; what is not ours is left alone. */
export function connectToHost(): HostConnection {
  const api = acquireVsCodeApi();
  return {
    post: (message) => {
      api.postMessage(message);
    },
    listen: (handle) => {
      window.addEventListener("message", (event: MessageEvent<unknown>) => {
        if (isHostMessage(event.data)) {
          handle(event.data);
        }
      });
    },
    readState: () => readPersistedState(api.getState()),
    writeState: (state) => {
      api.setState(state);
    },
  };
}

function isHostMessage(data: unknown): data is HostToView {
  return typeof data === "object" && data !== null && "type" in data && MESSAGE_TYPES.has(data.type);
}
