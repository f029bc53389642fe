/** Letters of a proportional font are about as wide as this share of their height. */
const LETTER_WIDTH = 0.55;

/** About the width of a text, in the units of its font size: nothing measures letters outside of a page. */
export function estimateWidth(text: string, fontSize: number): number {
  return text.length * LETTER_WIDTH * fontSize;
}

/** A text as the content of an SVG element or of its attribute. */
export function escapeXml(text: string): string {
  return (
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      // XML 1.0 has no place for control characters, however they are written.
      .replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
  );
}

/** A coordinate with two decimals: a hundredth of a pixel is nothing that anyone sees. */
export function round(value: number): string {
  return String(Number(value.toFixed(2)));
}

/** An element without content. */
export function tag(name: string, attributes: Readonly<Record<string, string | number>>): string {
  return `<${name}${writeAttributes(attributes)}/>`;
}

/** A text at a place. */
export function textAt(
  text: string,
  x: number,
  y: number,
  attributes: Readonly<Record<string, string | number>>,
): string {
  return `<text${writeAttributes({ x: round(x), y: round(y), ...attributes })}>${escapeXml(text)}</text>`;
}

function writeAttributes(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${typeof value === "number" ? round(value) : escapeXml(value)}"`)
    .join("");
}
