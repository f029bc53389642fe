import { layerShape, outlineShape } from "./layerShape";
import { createElement, createSvg } from "./element";

/** A sign of the charts and what it means. */
export function createKeyEntry(swatch: Node, label: string): HTMLElement {
  return createElement("span", { className: "keyEntry" }, [swatch, document.createTextNode(label)]);
}

/** A piece of line, solid or dashed. */
export function createLineSwatch(color: string, dash: readonly number[], width = 1.75): SVGSVGElement {
  return createSvg(
    "svg",
    { class: "swatch", viewBox: "0 0 24 14", width: 24, height: 14, "aria-hidden": "true" },
    [
      createSvg("path", {
        d: "M1 7H23",
        stroke: color,
        "stroke-width": width,
        "stroke-dasharray": dash.join(" "),
      }),
    ],
  );
}

/** What a point lies between along both axes. */
export function createCrossSwatch(color: string): SVGSVGElement {
  return createSvg(
    "svg",
    { class: "swatch", viewBox: "0 0 24 14", width: 24, height: 14, "aria-hidden": "true" },
    [createSvg("path", { d: "M2 7H22M12 1V13", stroke: color, "stroke-width": 1.25 })],
  );
}

/** The standard deviation around a point. */
export function createEllipseSwatch(color: string): SVGSVGElement {
  return createSvg(
    "svg",
    { class: "swatch", viewBox: "0 0 24 14", width: 24, height: 14, "aria-hidden": "true" },
    [
      createSvg("ellipse", {
        cx: 12,
        cy: 7,
        rx: 10,
        ry: 5,
        stroke: color,
        "stroke-width": 1.25,
        fill: color,
        "fill-opacity": 0.2,
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
    { class: `swatch ${sign}`, viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true" },
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
