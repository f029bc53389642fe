import type { IdleReason } from "../../src/view/viewMessages";
import type { RunState, ViewState } from "../state/store";
import { text } from "../kit/strings";
import { writeWaiting } from "../picture/writeWaiting";
import { button, type ActionButton } from "./headerView";

/** What is said if there is no picture: a pane is never blank. */
export interface MessageView {
  readonly title: string;
  readonly body?: string;
  /** What the host adds, e.g. a file name. */
  readonly detail?: string;
  readonly actions: readonly ActionButton[];
}

/** The message of a view that has no run to show. */
export function buildIdleMessage(state: ViewState): MessageView {
  const { content } = state;
  const message =
    content.kind === "none"
      ? describeIdle(content.reason, state.slow)
      : describeLoading(text("loading"), state.slow);
  return content.kind === "none" && content.detail !== undefined
    ? { ...message, detail: content.detail }
    : message;
}

/** The message of a run before its first network, or of one that ended without any. */
export function buildStartMessage(run: RunState): MessageView {
  return { title: writeWaiting(run.status, "startedText"), actions: [] };
}

function describeIdle(reason: IdleReason, slow: boolean): MessageView {
  switch (reason) {
    case "loading":
      return describeLoading(text("loadingRun"), slow);
    case "no-config":
      return {
        title: text("noConfigTitle"),
        body: text("noConfigText"),
        actions: [
          button("createSampleConfig", "createSampleConfig", true),
          button("openExample", "openExample"),
        ],
      };
    case "no-run":
      return {
        title: text("noRunTitle"),
        body: text("noRunText"),
        actions: [button("run", "run", true), button("openConfig", "openConfig")],
      };
    case "untrusted":
      return {
        title: text("untrustedTitle"),
        body: text("untrustedText"),
        actions: [button("manageTrust", "manageTrust", true), button("openExample", "openExample")],
      };
    case "run-damaged":
      return {
        title: text("damagedTitle"),
        body: text("damagedText"),
        actions: [button("run", "runAgain", true), button("showLog", "showLog")],
      };
    case "run-unavailable":
      return {
        title: text("unavailableTitle"),
        body: text("unavailableText"),
        actions: [button("run", "runAgain", true), button("showLog", "showLog")],
      };
  }
}

function describeLoading(title: string, slow: boolean): MessageView {
  return slow
    ? { title, body: text("loadingSlow"), actions: [button("showLog", "showLog")] }
    : { title, actions: [] };
}
