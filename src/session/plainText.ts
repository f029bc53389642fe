import { boundLines, MESSAGE_CHARACTERS_MAX } from "../base/text";

/**
 * What VS Code makes live in the texts that it shows: `[title](command:…)` is a link in a notification, `$(name)` is an
 * icon in a label, and Markdown takes `<` for the start of an element.
 */
const MARKUP = /\](?=\()|\$(?=\()|<(?=[a-z/!?])/gi;

/**
 * A text that stands in a notification, a label or a tooltip as the letters that it is: names of files and configs come
 * from the folder that is open, and nobody is to press a link that a stranger wrote. It stays readable: a blank parts
 * what would be markup. It is cut when it is long.
 */
export function plainText(text: string): string {
  return boundLines(text.slice(0, MESSAGE_CHARACTERS_MAX + 1).replace(MARKUP, "$& "));
}
