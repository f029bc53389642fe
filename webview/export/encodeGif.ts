import { applyPalette, GIFEncoder, quantize } from "gifenc";
import { drawSvg } from "./drawSvg";

/** Between two frames, and how long the last one stays. */
const FRAME_MS = 120;
const LAST_FRAME_MS = 2000;
const COLORS = 256;

/**
 * Makes an animation of SVG sheets. The page can draw between two frames, and be told how far it is.
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
  let palette: ReturnType<typeof quantize> | undefined;
  let done = 0;
  for (const sheet of sheets) {
    const canvas = await drawSvg(sheet, scale);
    const { width, height } = canvas;
    const pixels = canvas.getContext("2d")!.getImageData(0, 0, width, height).data;
    // All frames have the same lines: the colors of the first are those of all.
    const isFirst = palette === undefined;
    palette ??= quantize(pixels, COLORS);
    done++;
    gif.writeFrame(applyPalette(pixels, palette), width, height, {
      ...(isFirst ? { palette, repeat: 0 } : {}),
      delay: done === count ? LAST_FRAME_MS : FRAME_MS,
    });
    onFrame(done);
    await new Promise((resolve) => setTimeout(resolve));
  }
  gif.finish();
  return gif.bytes();
}
