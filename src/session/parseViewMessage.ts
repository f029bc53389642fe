import { NEURON_LISTS, SAVED_FORMATS, VIEW_ACTIONS, type ViewToHost } from "../view/viewMessages";

/** Longest text that a view may report; what is longer is cut. */
const ERROR_TEXT_MAX = 4000;

/** Fields on the way to one of a config, and letters of each. */
const PATH_FIELDS_MAX = 10;
const PATH_LETTERS_MAX = 200;

/** Largest file that a view may ask to be saved, in letters or bytes. */
const SAVED_LENGTH_MAX = 64 * 1024 * 1024;

/** Longest text that a view may put on the clipboard: the table of the largest network takes a hundredth of it. */
const COPY_TEXT_MAX = 1_000_000;

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
    case "view/openField": {
      const path = "path" in message ? message.path : undefined;
      return isPath(path) ? { type: message.type, path } : undefined;
    }
    case "view/save": {
      const format =
        "format" in message ? SAVED_FORMATS.find((known) => known === message.format) : undefined;
      const data = "data" in message ? message.data : undefined;
      return format !== undefined && isSavable(data) ? { type: message.type, format, data } : undefined;
    }
    case "view/neurons": {
      const of = "of" in message ? NEURON_LISTS.find((known) => known === message.of) : undefined;
      return of !== undefined &&
        "position" in message &&
        "after" in message &&
        typeof message.position === "number" &&
        typeof message.after === "number"
        ? { type: message.type, of, position: message.position, after: message.after }
        : undefined;
    }
    case "view/copy":
      return "text" in message && typeof message.text === "string" && message.text.length <= COPY_TEXT_MAX
        ? { type: message.type, text: message.text }
        : undefined;
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

function isPath(path: unknown): path is readonly string[] {
  return (
    Array.isArray(path) &&
    path.length <= PATH_FIELDS_MAX &&
    path.every((field) => typeof field === "string" && field.length <= PATH_LETTERS_MAX)
  );
}

function isSavable(data: unknown): data is string | Uint8Array {
  return (typeof data === "string" || data instanceof Uint8Array) && data.length <= SAVED_LENGTH_MAX;
}

function errorText(value: unknown): string | undefined {
  return typeof value === "string" ? value.slice(0, ERROR_TEXT_MAX) : undefined;
}
