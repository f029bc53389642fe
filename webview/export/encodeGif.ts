import { GIFEncoder, nearestColorIndex, quantize } from "gifenc";
import { drawSvg } from "./drawSvg";

/** Between two frames, and how long the last one stays. */
const FRAME_MS = 120;
const LAST_FRAME_MS = 2000;
/** Colors of all frames; the last place of the palette is for pixels that stay as they were. */
const COLORS = 255;
/** The picture before stays where a frame is transparent. */
const KEEP = 1;

/**
 * Makes an animation of SVG sheets, whose frames have what changed only. The page can draw between two frames, and be
 * told how far it is.
 * @param scale of the frames to the sheets
 * @param onFrame told the number of frames done
 */
export async function encodeGif(
  sheets: Iterable<string>,
  count: number,
  scale: number,
  onFrame: (done: number) => void,
): Promise<Uint8Array> {
  const gif = GIFEncoder();
  let palette: Palette | undefined;
  let before: Uint32Array | undefined;
  const places = new Map<number, number>();
  let done = 0;
  for (const sheet of sheets) {
    const canvas = await drawSvg(sheet, scale);
    const { width, height } = canvas;
    const pixels = canvas.getContext("2d")!.getImageData(0, 0, width, height).data;
    // All frames have the same lines: the colors of the first are those of all.
    const isFirst = palette === undefined;
    palette ??= [...quantize(pixels, COLORS), [0, 0, 0]];
    const now = new Uint32Array(pixels.buffer);
    done++;
    gif.writeFrame(indexChanged(now, before, palette, places), width, height, {
      ...(isFirst ? { palette, repeat: 0 } : {}),
      transparent: true,
      transparentIndex: palette.length - 1,
      dispose: KEEP,
      delay: done === count ? LAST_FRAME_MS : FRAME_MS,
    });
    before = now;
    onFrame(done);
    await new Promise((resolve) => setTimeout(resolve));
  }
  gif.finish();
  return gif.bytes();
}

type Palette = readonly (readonly number[])[];

/** Places in the palette of the pixels that changed, and the transparent one of all others. */
function indexChanged(
  now: Uint32Array,
  before: Uint32Array | undefined,
  palette: Palette,
  places: Map<number, number>,
): Uint8Array {
  const kept = palette.length - 1;
  const colors = palette.slice(0, kept);
  return Uint8Array.from(now, (color, index) => {
    if (before?.[index] === color) {
      return kept;
    }
    // Every color by itself: taken together with those nearby, white would turn pale gray here and there.
    let place = places.get(color);
    if (place === undefined) {
      place = nearestColorIndex(colors, [color & 0xff, (color >> 8) & 0xff, (color >> 16) & 0xff]);
      places.set(color, place);
    }
    return place;
  });
}
