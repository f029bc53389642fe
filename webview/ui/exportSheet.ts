import type { Figure } from "../export/figure";
import type { FigureSheet } from "../export/svgFigure";
import { formatCount } from "../kit/formatNumber";
import { text } from "../kit/strings";
import { resolveTheme, type ChartTheme } from "../kit/theme";
import { showWindow, type ZoomWindow } from "../kit/zoomWindow";
import { KINDS, type PictureViews } from "../pictures/pictures";
import type { PlaneView } from "../pictures/plane/planeView";
import type { ViewModel } from "./viewModel";

/** What is written to a file: all pictures, or one of them by its name. */
export type ExportScope = "all" | keyof PictureViews;

/** White paper, whatever the editor's theme. */
const PAPER: ChartTheme = {
  ...resolveTheme({ read: () => "", background: "#ffffff", highContrast: false }),
  fontFamily: "Helvetica, Arial, 'Liberation Sans', sans-serif",
};

/** Letters as large as they must be to be read on a slide, by how much stands on the sheet. */
const FONT_SIZE = { all: 13, one: 20, many: 11 } as const;
/** Lines of a picture alone. */
const LINE_WIDTH = 2.25;

const PAPERS: Readonly<Record<keyof typeof FONT_SIZE, ChartTheme>> = {
  all: { ...PAPER, fontSize: FONT_SIZE.all },
  one: { ...PAPER, fontSize: FONT_SIZE.one, lineWidth: LINE_WIDTH },
  many: { ...PAPER, fontSize: FONT_SIZE.many },
};

/** Small charts of one picture that stand beside each other. */
const ROW_FIGURES = 3;

/**
 * The pictures that are shown, or one of them, as a sheet that can be written to a file.
 * @param epoch the epoch that is looked at; the newest without one
 * @param windowOf the part of a picture's axes that is drawn, by the picture's name; undefined for all of them
 * @returns undefined if there is no picture
 */
export function buildExportSheet(
  { header, picture, tools, phases, scrubber }: ViewModel,
  epoch: number | undefined,
  windowOf: (name: string) => ZoomWindow | undefined = () => undefined,
  scope: ExportScope = "all",
): FigureSheet | undefined {
  if (header === undefined || picture === undefined) {
    return undefined;
  }
  const areMany = picture.plane.compared.length > 1;
  const paper = PAPERS[scope === "all" || (scope === "plane" && areMany) ? "all" : "one"];
  const figuresIn = (column: "large" | "beside"): readonly (readonly Figure[])[] =>
    KINDS.filter((kind) => (scope === "all" ? kind.column === column : kind.name === scope))
      .map((kind) => {
        const isSmall = kind.name === "plane" && scope === "all" && areMany;
        const figures = kind.listFigures(picture[kind.name], isSmall ? PAPERS.many : paper, epoch);
        const window = windowOf(kind.name);
        figures.forEach(({ spec }) => {
          showWindow(spec.options, window);
        });
        return figures;
      })
      .filter((figures) => figures.length > 0);
  const network = tools?.networks[tools.shownNetwork]?.label;
  const { own, controls } = picture.plane;
  const at = epoch ?? scrubber?.last ?? 0;
  const snapshot = findSnapshot(own, at);
  const smoothed = tools?.smoothed ?? 0;
  const hasPlane = scope === "all" || scope === "plane";
  const hasLines = scope !== "plane";
  const estimator = controls.options[controls.selected];
  return {
    fontSize: paper.fontSize,
    title: [
      header.configName,
      ...(network === undefined ? [] : [network]),
      text("tooltipEpoch", formatCount(at)),
    ].join(", "),
    captions: [
      ...(phases === "" ? [] : [phases]),
      [
        ...(hasPlane ? own.captions : []),
        // Of one network the plane has said so.
        ...(hasLines && smoothed > 0 && (own.networks !== undefined || !hasPlane)
          ? [text("exportSmoothed", smoothed)]
          : []),
        ...(snapshot === undefined || snapshot === at ? [] : [text("exportSnapshot", formatCount(snapshot))]),
      ].join(" "),
    ].filter((caption) => caption !== ""),
    provenance: header.details
      .map(({ label, value }) =>
        // Of several estimators the one that is drawn.
        ESTIMATOR_LABELS.includes(label) && estimator?.estimator !== undefined
          ? `${text("detailEstimator")}: ${estimator.label}`
          : `${label}: ${value}`,
      )
      .join(". "),
    // A picture alone stands at the place of the large one.
    large: figuresIn("large").flat(),
    beside: scope === "all" ? figuresIn("beside").flatMap(cutIntoRows) : [],
  };
}

const ESTIMATOR_LABELS: readonly string[] = [text("detailEstimator"), text("detailEstimators")];

/** The epoch of the newest snapshot of the plane up to an epoch; undefined without one. */
function findSnapshot({ trajectories }: PlaneView, epoch: number): number | undefined {
  return trajectories[0]?.points.findLast((point) => point.epoch <= epoch)?.epoch;
}

function cutIntoRows(figures: readonly Figure[]): readonly (readonly Figure[])[] {
  return Array.from({ length: Math.ceil(figures.length / ROW_FIGURES) }, (_, row) =>
    figures.slice(row * ROW_FIGURES, (row + 1) * ROW_FIGURES),
  );
}
