import type { Figure } from "./figure";
import { wrapText } from "../kit/wrapText";
import { writeSvgChart } from "./svgChart";
import { escapeXml, estimateWidth, textAt } from "./svgText";

/** All that is written to a file together. */
export interface FigureSheet {
  /** The run, in a line above. */
  readonly title: string;
  /** What is seen, and how it is drawn: lines below. */
  readonly captions: readonly string[];
  /** What was measured by what: quieter, in the last lines. */
  readonly provenance: string;
  /** Of the letters, in the units of `SHEET`. */
  readonly fontSize: number;
  /** At the left, large; several stand two to a row. */
  readonly large: readonly Figure[];
  /** At the right, one row below the other. */
  readonly beside: readonly (readonly Figure[])[];
}

export const SHEET = { width: 1280, height: 720 } as const;

const MARGIN = 16;
/** Letters that surely have room in one line, at a font size of 1. */
const CAPTION_LETTERS = 2400;
/** The size of the title to that of the charts' letters, and that of the words below, which grow less with these. */
const TITLE = 1.3;
const FOOT = { caption: [7, 0.35], provenance: [6, 0.3] } as const;
/** Letters below this cannot be read on a slide. */
const SMALLEST = 10;
const LINE_HEIGHT = 1.35;
const FONT_FAMILY = "Helvetica, Arial, 'Liberation Sans', sans-serif";
const INK = "#1f1f1f";
const QUIET_INK = "#5f5f5f";

interface FootLine {
  readonly text: string;
  readonly size: number;
  readonly ink: string;
}

/** Writes charts as one SVG file on white paper. */
export function writeSvgFigure({
  title,
  captions,
  provenance,
  fontSize,
  large,
  beside,
}: FigureSheet): string {
  const write = (
    sentence: string,
    [base, share]: readonly [number, number],
    ink: string,
  ): readonly FootLine[] => {
    const size = Math.max(SMALLEST, base + share * fontSize);
    return wrapText(sentence, Math.floor(CAPTION_LETTERS / size)).map((line) => ({ text: line, size, ink }));
  };
  const foot = [
    ...captions.flatMap((caption) => write(caption, FOOT.caption, INK)),
    ...write(provenance, FOOT.provenance, QUIET_INK),
  ];
  const { width, height } = SHEET;
  const top = MARGIN + 2 * fontSize;
  const bottom = height - MARGIN - foot.reduce((sum, { size }) => sum + size * LINE_HEIGHT, 0);
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
    textAt(title, MARGIN, MARGIN + fontSize, {
      "font-size": fitTitle(title, fontSize),
      "font-weight": 600,
      fill: INK,
    }),
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
    ...foot.map(({ text, size, ink }, index) => {
      const below = foot.slice(index + 1).reduce((sum, line) => sum + line.size * LINE_HEIGHT, 0);
      return textAt(text, MARGIN, height - MARGIN - below, { "font-size": size, fill: ink });
    }),
    "</svg>",
    "",
  ].join("\n");
}

/** A long name of a config makes the title smaller, and not longer than the sheet. */
function fitTitle(title: string, fontSize: number): number {
  const size = TITLE * fontSize;
  return Math.max(SMALLEST, Math.min(size, (size * (SHEET.width - 2 * MARGIN)) / estimateWidth(title, size)));
}
