import type { ChartDataset, Point } from "chart.js";
import { DOT_OPACITY, LABEL_ROW_HEIGHT, type AnnotationLine, type AnnotationSign } from "../kit/annotations";
import { outlineBand } from "../kit/bandOutline";
import type { ChartSpec } from "../kit/chartSpec";
import type { CursorMarks, CursorPoint } from "../kit/cursorMarks";
import { layerShape, outlineShape, type LayerShape } from "../kit/layerShape";
import { placeLabels, type Box } from "../kit/placeLabels";
import { placeLineLabels } from "../kit/placeLineLabels";
import { CURSOR_RADIUS, LEADER } from "../kit/drawCursor";
import { layOutRail, RAIL_GAP } from "../kit/layOutRail";
import { placeCursorPoints } from "../kit/placeCursorPoints";
import type { Figure } from "./figure";
import { KEY_LINE, layOutKey, writeSvgKey } from "./svgKey";
import { placeOn, readAxis } from "./svgScale";
import { estimateWidth, round, tag, textAt } from "./svgText";

/** A chart to be written, with its place in the figure. */
export interface SvgChartRequest extends Figure {
  readonly box: Box;
  /** Another one in every figure: what is cut off is cut off by name. */
  readonly id: string;
}

/** Room around the axes, in font sizes. */
const ROOM = { left: 4.4, right: 4.2, title: 1.8, labels: 1.5, axisTitle: 1.6 } as const;

type Dataset = ChartDataset<"line", Point[]>;

/** What everything in a chart is placed by. */
interface Plot {
  readonly area: Box;
  readonly fontSize: number;
  readonly toX: (value: number) => number;
  readonly toY: (value: number, axis?: string) => number;
}

/** Writes a chart as the elements of an SVG file, from the same description that it is drawn from on the screen. */
export function writeSvgChart({ spec, cursor, title, key, box, id }: SvgChartRequest): string {
  const { annotations } = spec;
  const { fontSize, textColor, tagColor, haloColor } = annotations;
  const xAxis = readAxis(spec, "x")!;
  const yAxis = readAxis(spec, "y")!;
  const rightAxis = readAxis(spec, "accuracy");
  const rail = cursor?.hasRail === true ? 9 * fontSize + RAIL_GAP : 0;
  const bottom = fontSize * ((xAxis.hasLabels ? ROOM.labels : 0.4) + (xAxis.hasLabels ? ROOM.axisTitle : 0));
  const keyPlace = {
    start: box.left + estimateWidth(title, fontSize * 1.15) + 1.5 * fontSize,
    left: box.left,
    right: box.left + box.width,
    baseline: box.top + fontSize * 1.2,
    fontSize,
    ink: tagColor,
    id: `${id}-epochs`,
  };
  const labelRows = countLabelRows(
    annotations.lines,
    box.width - ROOM.left * fontSize - Math.max(rail, ROOM.right * fontSize),
    fontSize,
  );
  const keyLines = key.length === 0 ? 1 : layOutKey(key, keyPlace).lines;
  const above = fontSize * (ROOM.title + (keyLines - 1) * KEY_LINE + LABEL_ROW_HEIGHT * (labelRows + 0.4));
  const area: Box = {
    left: box.left + ROOM.left * fontSize,
    top: box.top + above,
    width: box.width - ROOM.left * fontSize - Math.max(rail, ROOM.right * fontSize),
    height: box.height - above - bottom,
  };
  const right = area.left + area.width;
  const base = area.top + area.height;
  const toLeft = placeOn(yAxis, base, area.top);
  const toRight = rightAxis === undefined ? toLeft : placeOn(rightAxis, base, area.top);
  const plot: Plot = {
    area,
    fontSize,
    toX: placeOn(xAxis, area.left, right),
    toY: (value, axis = "y") => (axis === "y" ? toLeft : toRight)(value),
  };
  const label = { "font-size": fontSize, fill: textColor };
  const clip = `clip-path="url(#${id})"`;
  return [
    `<clipPath id="${id}">${tag("rect", boxAttributes(area, 2))}</clipPath>`,
    textAt(title, box.left, box.top + fontSize * 1.2, {
      "font-size": fontSize * 1.15,
      "font-weight": 600,
      fill: tagColor,
    }),
    ...writeSvgKey(key, keyPlace),
    ...xAxis.ticks.flatMap(({ value, label: written }) => [
      line(plot.toX(value), area.top, plot.toX(value), base, { stroke: textColor, "stroke-opacity": 0.15 }),
      ...(xAxis.hasLabels
        ? [textAt(written, plot.toX(value), base + fontSize * 1.25, { ...label, "text-anchor": "middle" })]
        : []),
    ]),
    ...yAxis.ticks.flatMap(({ value, label: written }) => [
      line(area.left, toLeft(value), right, toLeft(value), { stroke: textColor, "stroke-opacity": 0.15 }),
      textAt(written, area.left - 5, toLeft(value) + fontSize * 0.35, { ...label, "text-anchor": "end" }),
    ]),
    ...(rightAxis?.ticks ?? []).map(({ value, label: written }) =>
      textAt(written, right + 5, toRight(value) + fontSize * 0.35, label),
    ),
    xAxis.hasLabels
      ? textAt(xAxis.title, area.left + area.width / 2, base + fontSize * 2.7, {
          ...label,
          fill: tagColor,
          "text-anchor": "middle",
        })
      : "",
    upright(yAxis.title, box.left + fontSize, area, fontSize, tagColor, -90),
    rightAxis === undefined
      ? ""
      : upright(rightAxis.title, right + 3.4 * fontSize, area, fontSize, tagColor, 90),
    line(area.left, area.top, area.left, base, { stroke: textColor }),
    line(area.left, base, right, base, { stroke: textColor }),
    `<g ${clip}>`,
    ...writeGround(spec, plot),
    "</g>",
    `<g ${clip}>`,
    ...spec.data.datasets.toReversed().map((dataset) => writeLine(dataset, plot)),
    "</g>",
    ...(annotations.dots ?? []).filter(isSeen(plot)).map(({ x, y, color, radius }) =>
      tag("circle", {
        cx: round(plot.toX(x)),
        cy: round(plot.toY(y)),
        r: radius,
        fill: color,
        "fill-opacity": DOT_OPACITY,
      }),
    ),
    ...annotations.signs.filter(isSeen(plot)).map((sign) => writeSign(sign, plot)),
    ...writeLabels(spec, plot, haloColor),
    ...(cursor === undefined ? [] : writeCursor(cursor, plot, tagColor, haloColor)),
  ]
    .filter((element) => element !== "")
    .join("\n");
}

/**
 * Rows to keep free above a chart for the names of its lines. Those over epochs may lie at one epoch and stand above each
 * other; others have room in one row if the chart is wide enough.
 */
function countLabelRows(lines: readonly AnnotationLine[], width: number, fontSize: number): number {
  const named = lines.filter(({ label }) => label !== undefined);
  const all = named.reduce((sum, { label = "" }) => sum + estimateWidth(label, fontSize) + 2 * fontSize, 0);
  const upright = named.filter(({ axis }) => axis === "x").length;
  return Math.max(1, upright, Math.ceil(all / width));
}

/** Whether a point lies in the part of the axes that is drawn; at the top and the bottom there is always room. */
function isSeen({ area, toX, toY }: Plot) {
  return ({ x, y, axis }: { readonly x: number; readonly y: number | string; readonly axis?: string }) => {
    return (
      reaches(toX(x), area.left, area.width) &&
      (typeof y === "string" || reaches(toY(y, axis), area.top, area.height))
    );
  };
}

/** Whether a place lies within an extent, but for rounding. */
function reaches(place: number, start: number, length: number): boolean {
  return place >= start - 1 && place <= start + length + 1;
}

function boxAttributes({ left, top, width, height }: Box, margin = 0): Readonly<Record<string, string>> {
  return {
    x: round(left - margin),
    y: round(top - margin),
    width: round(width + 2 * margin),
    height: round(height + 2 * margin),
  };
}

function line(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  attributes: Readonly<Record<string, string | number>>,
): string {
  return tag("line", { x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2), ...attributes });
}

function upright(
  text: string,
  x: number,
  { top, height }: Box,
  fontSize: number,
  fill: string,
  angle: number,
): string {
  const y = top + height / 2;
  return textAt(text, x, y, {
    "font-size": fontSize,
    fill,
    "text-anchor": "middle",
    transform: `rotate(${angle} ${round(x)} ${round(y)})`,
  });
}

/** Traces, bands, curves and lines: what lies below the data. */
function writeGround({ annotations }: ChartSpec, { area, toX, toY }: Plot): readonly string[] {
  const { traces = [], bands = [], curves = [], lines } = annotations;
  const right = area.left + area.width;
  return [
    ...traces.map(({ points, color, width, dash = [] }) =>
      path(
        points.map(({ x, y }) => [toX(x), toY(y)]),
        { stroke: color, "stroke-width": width, ...dashed(dash) },
      ),
    ),
    ...bands.map(({ points, color }) => {
      const boxes = points.map((point) =>
        point === undefined
          ? undefined
          : {
              left: toX(point.x[0]),
              top: toY(point.y[1]),
              width: toX(point.x[1]) - toX(point.x[0]),
              height: toY(point.y[0]) - toY(point.y[1]),
            },
      );
      const data = outlineBand(boxes)
        .map((polygon) => `M${polygon.map(([x, y]) => `${round(x)} ${round(y)}`).join("L")}z`)
        .join("");
      return tag("path", { d: data, fill: color, "fill-opacity": 0.2 });
    }),
    ...curves.flatMap(({ points, color, width, dash, shade }) => {
      const places = points.map(({ x, y }) => [toX(x), toY(y)] as const);
      return [
        ...(shade === undefined
          ? []
          : [
              tag("path", {
                d: `${pathData([...places, [places.at(-1)?.[0] ?? 0, area.top], [places[0]?.[0] ?? 0, area.top]])}z`,
                fill: shade,
              }),
            ]),
        path(places, { stroke: color, "stroke-width": width, ...dashed(dash) }),
      ];
    }),
    ...lines.map(({ axis, value, color }) =>
      axis === "x"
        ? line(toX(value), area.top, toX(value), area.top + area.height, {
            stroke: color,
            "stroke-dasharray": "2 3",
          })
        : line(area.left, toY(value), right, toY(value), { stroke: color, "stroke-dasharray": "2 3" }),
    ),
  ];
}

function dashed(dash: readonly number[]): Readonly<Record<string, string>> {
  return dash.length === 0 ? {} : { "stroke-dasharray": dash.join(" ") };
}

/** A line that breaks where a place is no number. */
function pathData(places: readonly (readonly [x: number, y: number])[]): string {
  let isDown = false;
  return places
    .map(([x, y]) => {
      const isPlace = Number.isFinite(x) && Number.isFinite(y);
      const step = isPlace ? `${isDown ? "L" : "M"}${round(x)} ${round(y)}` : "";
      isDown = isPlace;
      return step;
    })
    .join("");
}

function path(
  places: readonly (readonly [x: number, y: number])[],
  attributes: Readonly<Record<string, string | number>>,
): string {
  const data = pathData(places);
  return data === "" ? "" : tag("path", { d: data, fill: "none", "stroke-linejoin": "round", ...attributes });
}

/** A line of the data: in one color, or piece by piece in the color of its later end. */
function writeLine(dataset: Dataset, { toX, toY }: Plot): string {
  const places = dataset.data.map(({ x, y }) => [toX(x ?? NaN), toY(y ?? NaN, dataset.yAxisID)] as const);
  const style = {
    "stroke-width": Number(dataset.borderWidth ?? 1),
    ...dashed((dataset.borderDash ?? []) as readonly number[]),
  };
  const colorOf = (
    dataset.segment as { borderColor?: (piece: { p1DataIndex: number }) => string } | undefined
  )?.borderColor;
  const pieces =
    colorOf === undefined
      ? [path(places, { stroke: dataset.borderColor as string, ...style })]
      : places.slice(1).map((place, index) =>
          [...places[index]!, ...place].every(Number.isFinite)
            ? path([places[index]!, place], {
                stroke: colorOf({ p1DataIndex: index + 1 }),
                "stroke-linecap": "round",
                ...style,
              })
            : "",
        );
  return [...pieces, ...places.map((place, index) => writePoint(dataset, place, index))]
    .filter((piece) => piece !== "")
    .join("\n");
}

function writePoint(dataset: Dataset, [x, y]: readonly [number, number], index: number): string {
  const of = (option: unknown): unknown => (Array.isArray(option) ? (option[index] as unknown) : option);
  const radius = Number(of(dataset.pointRadius) ?? 0);
  if (radius <= 0 || !Number.isFinite(x) || !Number.isFinite(y)) {
    return "";
  }
  const shape = findShape(dataset);
  const border = Number(of(dataset.pointBorderWidth) ?? 0);
  return tag("path", {
    d: outlineShape(shape, x, y, radius),
    fill: (of(dataset.pointBackgroundColor) as string | undefined) ?? "none",
    ...(border > 0
      ? { stroke: (of(dataset.pointBorderColor) as string | undefined) ?? "none", "stroke-width": border }
      : {}),
  });
}

function findShape({ pointStyle, pointRotation }: Dataset): LayerShape {
  const shapes = Array.from({ length: 7 }, (_, layer) => layerShape(layer));
  return (
    shapes.find((shape) => shape.pointStyle === pointStyle && shape.rotation === pointRotation) ?? shapes[0]!
  );
}

function writeSign({ x, y, sign, color }: AnnotationSign, { area, toX, toY }: Plot): string {
  const px = toX(x);
  const py = y === "top" ? area.top : y === "bottom" ? area.top + area.height - 6 : toY(y);
  return sign === "cross"
    ? tag("path", {
        d: `M${round(px - 4)} ${round(py - 4)}l8 8M${round(px + 4)} ${round(py - 4)}l-8 8`,
        stroke: color,
        "stroke-width": 1.5,
      })
    : tag("path", { d: `M${round(px - 4)} ${round(py)}h8l-4 7z`, fill: color });
}

/** The names of lines, and tags beside points. */
function writeLabels({ annotations, data }: ChartSpec, plot: Plot, halo: string): readonly string[] {
  const { area, fontSize, toX, toY } = plot;
  const { lines, textColor, tagColor } = annotations;
  const tags = annotations.tags.filter(isSeen(plot));
  const labeled = lines.filter(
    ({ label, axis, value }) =>
      label !== undefined &&
      (axis === "x"
        ? reaches(toX(value), area.left, area.width)
        : reaches(toY(value), area.top, area.height)),
  );
  const lineBoxes = placeLineLabels(
    labeled.map(({ axis, value, label = "" }) => ({
      axis,
      place: axis === "x" ? toX(value) : toY(value),
      width: estimateWidth(label, fontSize),
    })),
    area,
    fontSize * LABEL_ROW_HEIGHT,
  );
  const drawn = data.datasets.flatMap((dataset) =>
    dataset.data.map(({ x, y }) => ({ x: toX(x ?? NaN), y: toY(y ?? NaN) })),
  );
  const tagBoxes = placeLabels(
    tags.map(({ x, y, text }) => ({
      x: toX(x),
      y: toY(y),
      width: estimateWidth(text, fontSize),
      height: fontSize + 2,
    })),
    area,
    drawn,
  );
  const write = (text: string, { left, top, height }: Box, fill: string): string =>
    textAt(text, left, top + height * 0.75, { ...haloed(halo), "font-size": fontSize, fill });
  return [
    ...lineBoxes.map((place, index) => write(labeled[index]!.label ?? "", place, textColor)),
    ...tagBoxes.flatMap((place, index) =>
      place === undefined ? [] : [write(tags[index]!.text, place, tagColor)],
    ),
  ];
}

function haloed(halo: string): Readonly<Record<string, string | number>> {
  return { stroke: halo, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" };
}

function writeCursor(
  { x, points, hasRail }: CursorMarks,
  plot: Plot,
  textColor: string,
  halo: string,
): readonly string[] {
  const { area, fontSize, toX, toY } = plot;
  const right = area.left + area.width;
  const left = right + RAIL_GAP;
  const ends = { top: area.top, bottom: area.top + area.height };
  const named = placeCursorPoints(points, { left: area.left, right, ...ends }, hasRail, (point) => ({
    px: toX(point.x),
    py: toY(point.y, point.axis),
  }));
  const placed = named.filter(({ isOutside }) => !isOutside);
  return [
    ...(x === undefined
      ? []
      : [line(toX(x), area.top, toX(x), area.top + area.height, { stroke: textColor })]),
    ...placed.map((point) => writeSpread(point, plot)),
    ...(hasRail
      ? layOutRail(named, left, ends, fontSize).flatMap(({ px, py, color, label, isOutside, height }) => [
          ...(isOutside
            ? []
            : [
                line(px, py, left - 4, height, {
                  stroke: textColor,
                  "stroke-opacity": LEADER.opacity,
                  "stroke-dasharray": LEADER.dash.join(" "),
                }),
              ]),
          tag("rect", {
            x: round(left - 3),
            y: round(height - fontSize / 2),
            width: 2.5,
            height: fontSize,
            fill: color,
          }),
          textAt(label, left + 3, height + fontSize * 0.35, {
            "font-size": fontSize,
            fill: textColor,
          }),
        ])
      : []),
    ...placed.map(({ px, py, shape, color }) =>
      shape === undefined
        ? tag("circle", { cx: round(px), cy: round(py), r: CURSOR_RADIUS.dot, fill: color, stroke: halo })
        : tag("path", {
            d: outlineShape(shape, px, py, CURSOR_RADIUS.shape),
            fill: color,
            stroke: textColor,
          }),
    ),
  ].filter((element) => element !== "");
}

function writeSpread({ spread, color }: CursorPoint, { toX, toY }: Plot): string {
  if (spread === undefined) {
    return "";
  }
  const [x0, x1, y0, y1] = [toX(spread.x[0]), toX(spread.x[1]), toY(spread.y[0]), toY(spread.y[1])];
  const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return spread.kind === "ellipse"
    ? tag("ellipse", {
        cx: round(cx),
        cy: round(cy),
        rx: round(Math.abs(x1 - x0) / 2),
        ry: round(Math.abs(y1 - y0) / 2),
        fill: color,
        "fill-opacity": 0.22,
        stroke: color,
      })
    : tag("path", {
        d: `M${round(x0)} ${round(cy)}H${round(x1)}M${round(cx)} ${round(y0)}V${round(y1)}`,
        stroke: color,
        "stroke-width": 1.25,
      });
}
