import { createColorBar } from "./colorBar";
import { createElement, createSvg } from "./element";
import type { KeyEntry, KeySign, KeySwatch } from "./keyEntry";
import { layerShape, outlineShape } from "./layerShape";

/** A sign of the charts and what it means, as a part of the page. */
export function createKeyEntry({ swatch, label }: KeyEntry): HTMLElement {
  return swatch.kind === "epochs"
    ? createColorBar(swatch, label)
    : createElement("span", { className: "keyEntry" }, [
        createSwatch(swatch),
        document.createTextNode(label),
      ]);
}

function createSwatch(swatch: Exclude<KeySwatch, { readonly kind: "epochs" }>): SVGSVGElement {
  const [width, shape] = outlineSwatch(swatch);
  return createSvg(
    "svg",
    {
      class: swatch.kind === "sign" ? `swatch ${swatch.sign}` : "swatch",
      viewBox: `0 0 ${width} 14`,
      width,
      height: 14,
      "aria-hidden": "true",
    },
    [createSvg(shape.name, shape.attributes)],
  );
}

/** A sign in a box 14 high: how wide the box is, and what is in it. */
export function outlineSwatch(
  swatch: Exclude<KeySwatch, { readonly kind: "epochs" }>,
  ink = "currentColor",
): readonly [
  width: number,
  shape: {
    readonly name: "path" | "ellipse";
    readonly attributes: Readonly<Record<string, string | number>>;
  },
] {
  switch (swatch.kind) {
    case "line":
      return [
        24,
        {
          name: "path",
          attributes: {
            d: "M1 7H23",
            stroke: swatch.color,
            "stroke-width": swatch.width ?? 1.75,
            "stroke-dasharray": swatch.dash.join(" "),
          },
        },
      ];
    case "cross":
      return [
        24,
        {
          name: "path",
          attributes: { d: "M2 7H22M12 1V13", stroke: swatch.color, "stroke-width": 1.25 },
        },
      ];
    case "ellipse":
      return [
        24,
        {
          name: "ellipse",
          attributes: {
            cx: 12,
            cy: 7,
            rx: 10,
            ry: 5,
            stroke: swatch.color,
            "stroke-width": 1.25,
            fill: swatch.color,
            "fill-opacity": 0.2,
          },
        },
      ];
    case "sign":
      return [14, { name: "path", attributes: outlineSign(swatch.sign, ink) }];
  }
}

function outlineSign(sign: KeySign, ink: string): Readonly<Record<string, string | number>> {
  const circle = outlineShape(layerShape(0), 7, 7, sign === "start" ? 4 : 4.5);
  const paths = { start: circle, end: circle, cross: "M3 3L11 11M11 3L3 11", pointer: "M3 3H11L7 10z" };
  return {
    d: paths[sign],
    stroke: ink,
    "stroke-width": 1.5,
    fill: sign === "end" || sign === "pointer" ? ink : "none",
  };
}
