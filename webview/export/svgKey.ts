import { formatEpoch } from "../kit/colorBar";
import type { KeyEntry, KeySwatch } from "../kit/keyEntry";
import { outlineSwatch } from "../kit/swatches";
import { estimateWidth, round, tag, textAt } from "./svgText";

/** Pixels of the scale of epochs, without its title. */
const SCALE = { width: 150, height: 8 } as const;
/** Between a sign and its words, and between two entries, in font sizes. */
const GAP = { words: 0.4, scale: 1.1, entries: 1.2 } as const;

/** Where a key is written, and how. */
export interface SvgKeyPlace {
  /** The first line begins here, … */
  readonly start: number;
  /** … every other one here. */
  readonly left: number;
  readonly right: number;
  /** Of the first line's letters. */
  readonly baseline: number;
  readonly fontSize: number;
  readonly ink: string;
  /** Another one in every figure. */
  readonly id: string;
}

/** Height of a line of a key, in font sizes. */
export const KEY_LINE = 1.7;

interface PlacedEntry {
  readonly entry: KeyEntry;
  readonly x: number;
  readonly line: number;
}

/** Puts the entries of a key one behind the other, in as many lines as they need. */
export function layOutKey(
  entries: readonly KeyEntry[],
  { start, left, right, fontSize }: Pick<SvgKeyPlace, "start" | "left" | "right" | "fontSize">,
): { readonly placed: readonly PlacedEntry[]; readonly lines: number } {
  const placed: PlacedEntry[] = [];
  let [x, line] = [start, 0];
  for (const entry of entries) {
    const width = measureEntry(entry, fontSize);
    if (x + width > right && x > left) {
      line++;
      x = left;
    }
    placed.push({ entry, x, line });
    x += width + GAP.entries * fontSize;
  }
  return { placed, lines: line + 1 };
}

/** Writes a key as the elements of an SVG file. */
export function writeSvgKey(entries: readonly KeyEntry[], place: SvgKeyPlace): readonly string[] {
  const { baseline, fontSize, ink, id } = place;
  return layOutKey(entries, place).placed.flatMap(({ entry: { swatch, label }, x, line }) => {
    const y = baseline + line * KEY_LINE * fontSize;
    if (swatch.kind === "epochs") {
      return writeScale(swatch, label, x, y, fontSize, ink, id);
    }
    const [width, { name, attributes }] = outlineSwatch(swatch, ink);
    const scale = fontSize / 12;
    return [
      `<g transform="translate(${round(x)} ${round(y - 0.36 * fontSize - 7 * scale)}) scale(${round(scale)})">`,
      tag(name, { ...attributes, ...("fill" in attributes ? {} : { fill: "none" }) }),
      "</g>",
      textAt(label, x + width * scale + GAP.words * fontSize, y, { "font-size": fontSize, fill: ink }),
    ];
  });
}

function measureEntry({ swatch, label }: KeyEntry, fontSize: number): number {
  const words = estimateWidth(label, fontSize);
  return swatch.kind === "epochs"
    ? words + GAP.scale * fontSize + scaleWidth(fontSize)
    : words + GAP.words * fontSize + (outlineSwatch(swatch)[0] * fontSize) / 12;
}

function scaleWidth(fontSize: number): number {
  return (SCALE.width * fontSize) / 12;
}

/** The title, the scale, and its ticks below. */
function writeScale(
  { stops, ticks }: Extract<KeySwatch, { readonly kind: "epochs" }>,
  label: string,
  x: number,
  y: number,
  fontSize: number,
  ink: string,
  id: string,
): readonly string[] {
  const small = 0.8 * fontSize;
  const height = (SCALE.height * fontSize) / 12;
  const left = x + estimateWidth(label, fontSize) + GAP.scale * fontSize;
  // The last tick's letters reach beyond the end.
  const width = scaleWidth(fontSize) - fontSize;
  const top = y - 0.36 * fontSize - height;
  return [
    `<linearGradient id="${id}">${stops.map((color, index) => tag("stop", { offset: round(index / (stops.length - 1)), "stop-color": color })).join("")}</linearGradient>`,
    textAt(label, x, y, { "font-size": fontSize, fill: ink }),
    tag("rect", {
      x: round(left),
      y: round(top),
      width: round(width),
      height: round(height),
      fill: `url(#${id})`,
    }),
    ...ticks.map(({ epoch, position }) =>
      textAt(formatEpoch(epoch), left + position * width, top + height + small, {
        "font-size": small,
        fill: ink,
        "text-anchor": "middle",
      }),
    ),
  ];
}
