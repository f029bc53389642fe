import { layerShape, outlineShape } from "../charts/layerShape";
import { createSvg } from "./element";

/** A layer's colour and shape, as the charts draw them; hollow where the layer is hidden. */
export function createLayerSwatch(layer: number, colour: string, hidden: boolean): SVGSVGElement {
  return createSvg(
    "svg",
    { class: "swatch", viewBox: "0 0 24 14", width: 24, height: 14, "aria-hidden": "true" },
    [
      createSvg("path", { d: "M1 7H23", stroke: colour, "stroke-width": 1.5 }),
      createSvg("path", {
        d: outlineShape(layerShape(layer), 12, 7, 5),
        stroke: colour,
        "stroke-width": 1.25,
        fill: hidden ? "none" : colour,
      }),
    ],
  );
}

/** A piece of line, solid or dashed. */
export function createLineSwatch(colour: string, dash: readonly number[]): SVGSVGElement {
  return createSvg(
    "svg",
    { class: "swatch", viewBox: "0 0 24 14", width: 24, height: 14, "aria-hidden": "true" },
    [
      createSvg("path", {
        d: "M1 7H23",
        stroke: colour,
        "stroke-width": 1.75,
        "stroke-dasharray": dash.join(" "),
      }),
    ],
  );
}

/** A sign as the charts draw it. */
export function createSignSwatch(sign: "start" | "end" | "cross" | "pointer"): SVGSVGElement {
  const circle = outlineShape(layerShape(0), 7, 7, sign === "start" ? 4 : 4.5);
  const paths = { start: circle, end: circle, cross: "M3 3L11 11M11 3L3 11", pointer: "M3 3H11L7 10z" };
  const solid = sign === "end" || sign === "pointer";
  return createSvg(
    "svg",
    { class: "swatch", viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true" },
    [
      createSvg("path", {
        d: paths[sign],
        stroke: "currentColor",
        "stroke-width": 1.5,
        fill: solid ? "currentColor" : "none",
      }),
    ],
  );
}
