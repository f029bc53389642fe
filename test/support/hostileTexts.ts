/** What a stranger may write where a name is expected, in the hope that it is not shown as text. */
export const HOSTILE_TEXTS = [
  `<img src=x onerror="globalThis.broken = true">`,
  "</script><script>globalThis.broken = true</script>",
  `"]]>`,
  "[x](command:workbench.action.closeWindow)",
  "$(bug)",
  "\u202egnp.exe",
  "two\u2028lines\u0000",
];

/** All of them at once. */
export const HOSTILE_TEXT = HOSTILE_TEXTS.join(" ");

/** The same value with every text in it changed, where it has no other meaning than to be shown. */
export function withTexts<T>(value: T, change: (text: string, key: string) => string, key = ""): T {
  if (typeof value === "string") {
    return change(value, key) as T;
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown) => withTexts(item, change, key)) as T;
  }
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]: [string, unknown]) => [name, withTexts(item, change, name)]),
  ) as T;
}
