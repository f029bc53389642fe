import { VIEW_ACTIONS, type ViewToHost } from "../view/viewMessages";

/** Longest text that a view may report; what is longer is cut. */
const ERROR_TEXT_MAX = 4000;

/**
 * What a webview said, or undefined if that is nothing that a view may say. Written out instead of a schema:
 * the library for those would have to be loaded at activation.
 */
export function parseViewMessage(message: unknown): ViewToHost | undefined {
  if (typeof message !== "object" || message === null || !("type" in message)) {
    return undefined;
  }
  switch (message.type) {
    case "view/ready":
    case "view/resync":
      return { type: message.type };
    case "view/action": {
      const action = "action" in message ? VIEW_ACTIONS.find((known) => known === message.action) : undefined;
      return action === undefined ? undefined : { type: message.type, action };
    }
    case "view/error": {
      const text = "message" in message ? errorText(message.message) : undefined;
      const stack = "stack" in message ? errorText(message.stack) : undefined;
      return text === undefined || stack === undefined
        ? undefined
        : { type: message.type, message: text, stack };
    }
    default:
      return undefined;
  }
}

function errorText(value: unknown): string | undefined {
  return typeof value === "string" ? value.slice(0, ERROR_TEXT_MAX) : undefined;
}
