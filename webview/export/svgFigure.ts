import type { Figure } from "./figure";
import { wrapText } from "../kit/wrapText";
import { writeSvgChart } from "./svgChart";
import { escapeXml, textAt } from "./svgText";

/** All that is written to a file together. */
export interface FigureSheet {
  /** The run, in a line above. */
  readonly title: string;
  /** What was measured by what, and how it is drawn: lines below. */
  readonly captions: readonly string[];
  /** At the left, large; several stand two to a row. */
  readonly large: readonly Figure[];
  /** At the right, one row below the other. */
  readonly beside: readonly (readonly Figure[])[];
}

export const SHEET = { width: 1280, height: 720 } as const;

const FONT_SIZE = 12;
const MARGIN = 16;
/** Letters that surely have room in one line. */
const CAPTION_LETTERS = 195;
const FONT_FAMILY = "Helvetica, Arial, 'Liberation Sans', sans-serif";
const INK = "#1f1f1f";

/** Writes charts as one SVG file on white paper. */
export function writeSvgFigure({ title, captions: sentences, large, beside }: FigureSheet): string {
  const captions = sentences.flatMap((sentence) => wrapText(sentence, CAPTION_LETTERS));
  const { width, height } = SHEET;
  const top = MARGIN + 2 * FONT_SIZE;
  const bottom = height - MARGIN - captions.length * FONT_SIZE * 1.35;
  const split = beside.length === 0 ? width - MARGIN : MARGIN + (width - 2 * MARGIN) * 0.56;
  const columns = large.length > 1 ? 2 : 1;
  const rows = Math.ceil(large.length / columns);
  const [cellWidth, cellHeight] = [(split - MARGIN) / columns, (bottom - top) / Math.max(1, rows)];
  const besideWidth = width - split - 2 * MARGIN;
  const besideHeight = (bottom - top) / Math.max(1, beside.length);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(FONT_FAMILY)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    textAt(title, MARGIN, MARGIN + FONT_SIZE, { "font-size": FONT_SIZE * 1.2, fill: INK }),
    ...large.map((figure, index) =>
      writeSvgChart({
        ...figure,
        id: `large${index}`,
        box: {
          left: MARGIN + (index % columns) * cellWidth,
          top: top + Math.floor(index / columns) * cellHeight,
          width: cellWidth - 8,
          height: cellHeight,
        },
      }),
    ),
    ...beside.flatMap((row, rowIndex) =>
      row.map((figure, index) =>
        writeSvgChart({
          ...figure,
          id: `beside${rowIndex}-${index}`,
          box: {
            left: split + MARGIN + (index * besideWidth) / row.length,
            top: top + rowIndex * besideHeight,
            width: besideWidth / row.length,
            height: besideHeight,
          },
        }),
      ),
    ),
    ...captions.map((caption, index) =>
      textAt(caption, MARGIN, height - MARGIN - (captions.length - 1 - index) * FONT_SIZE * 1.35, {
        "font-size": FONT_SIZE,
        fill: INK,
      }),
    ),
    "</svg>",
    "",
  ].join("\n");
}
