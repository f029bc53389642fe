import { SHEET } from "./svgFigure";

/** Draws an SVG sheet on a canvas, so many times as large. Rejects if the browser cannot read it. */
export async function drawSvg(svg: string, scale: number): Promise<HTMLCanvasElement> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = SHEET.width * scale;
    canvas.height = SHEET.height * scale;
    const ctx = canvas.getContext("2d", { willReadFrequently: true });
    ctx?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** A canvas as the bytes of a PNG file. */
export async function encodePng(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, "image/png");
  });
  if (blob === null) {
    throw new Error("The browser could not make a PNG of this size.");
  }
  return new Uint8Array(await blob.arrayBuffer());
}
