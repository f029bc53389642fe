import type { Figure } from "../export/figure";
import type { FigureSheet } from "../export/svgFigure";
import { formatCount } from "../kit/formatNumber";
import { text } from "../kit/strings";
import { resolveTheme, type ChartTheme } from "../kit/theme";
import { showWindow, type ZoomWindow } from "../kit/zoomWindow";
import { KINDS } from "../pictures/pictures";
import type { ViewModel } from "./viewModel";

/** White paper, whatever the editor's theme. */
const PAPER: ChartTheme = {
  ...resolveTheme({ read: () => "", background: "#ffffff", highContrast: false }),
  fontFamily: "Helvetica, Arial, 'Liberation Sans', sans-serif",
};

/** Small charts of one picture that stand beside each other. */
const ROW_FIGURES = 3;

/**
 * The pictures that are shown, as a sheet that can be written to a file.
 * @param epoch the epoch that is looked at; the newest without one
 * @param windowOf the part of a picture's axes that is drawn, by the picture's name; undefined for all of them
 * @returns undefined if there is no picture
 */
export function buildExportSheet(
  { header, picture, tools, phases, scrubber }: ViewModel,
  epoch: number | undefined,
  windowOf: (name: string) => ZoomWindow | undefined = () => undefined,
): FigureSheet | undefined {
  if (header === undefined || picture === undefined) {
    return undefined;
  }
  const figuresIn = (column: "large" | "beside"): readonly (readonly Figure[])[] =>
    KINDS.filter((kind) => kind.column === column)
      .map((kind) => {
        const figures = kind.listFigures(picture[kind.name], PAPER, epoch);
        const window = windowOf(kind.name);
        figures.forEach(({ spec }) => {
          showWindow(spec.options, window);
        });
        return figures;
      })
      .filter((figures) => figures.length > 0);
  const network = tools?.networks[tools.shownNetwork]?.label;
  const { own } = picture.plane;
  return {
    title: [
      header.configName,
      ...(network === undefined ? [] : [network]),
      text("tooltipEpoch", formatCount(epoch ?? scrubber?.last ?? 0)),
    ].join(", "),
    captions: [
      ...(phases === "" ? [] : [phases]),
      ...own.captions.slice(0, 1),
      header.details.map(({ label, value }) => `${label}: ${value}`).join(". "),
    ],
    large: figuresIn("large").flat(),
    beside: figuresIn("beside").flatMap(cutIntoRows),
  };
}

function cutIntoRows(figures: readonly Figure[]): readonly (readonly Figure[])[] {
  return Array.from({ length: Math.ceil(figures.length / ROW_FIGURES) }, (_, row) =>
    figures.slice(row * ROW_FIGURES, (row + 1) * ROW_FIGURES),
  );
}
