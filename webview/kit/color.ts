/** A color in sRGB, each channel 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/**
 * Reads #rgb, #rrggbb (with or without alpha, which is left off) and what browsers compute: rgb() and rgba().
 * Undefined for anything else.
 */
export function parseColor(css: string): Rgb | undefined {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(css.trim())?.[1];
  if (hex !== undefined) {
    const digits = hex.length < 6 ? hex.replace(/./g, "$&$&") : hex;
    return [0, 2, 4].map((start) => parseInt(digits.slice(start, start + 2), 16)) as unknown as Rgb;
  }
  const channels = /^rgba?\(([^)]*)\)$/i
    .exec(css.trim())?.[1]
    ?.split(/[\s,/]+/)
    .map(Number);
  const [red, green, blue] = channels ?? [];
  return red === undefined || green === undefined || blue === undefined || Number.isNaN(red + green + blue)
    ? undefined
    : [red, green, blue];
}

export function toCss([red, green, blue]: Rgb, alpha = 1): string {
  const channels = [red, green, blue].map(Math.round).join(", ");
  return alpha === 1 ? `rgb(${channels})` : `rgba(${channels}, ${alpha})`;
}

/** Relative luminance, 0 for black to 1 for white (WCAG 2.2). */
export function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colors, 1 to 21 (WCAG 2.2). Marks in a picture need 3, text 4.5. */
export function contrast(a: Rgb, b: Rgb): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** The color between two, `share` of the way from the first to the second. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return [0, 1, 2].map(
    (channel) => from[channel]! + (to[channel]! - from[channel]!) * share,
  ) as unknown as Rgb;
}

/** The same color, seen through; a color that cannot be read stays as it is. */
export function fade(css: string, alpha = 0.5): string {
  const color = parseColor(css);
  return color === undefined ? css : toCss(color, alpha);
}
