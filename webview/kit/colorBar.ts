import { createElement, createSvg } from "./element";
import { formatCount, formatTick } from "./formatNumber";
import type { KeySwatch } from "./keyEntry";
import { text } from "./strings";

/** The scale of epochs: from pale to strong, with a tick at each power of ten. */
export function createColorBar(
  { last, stops: colors, ticks }: Extract<KeySwatch, { readonly kind: "epochs" }>,
  title: string,
): HTMLElement {
  const stops = colors.map((color, index) =>
    createSvg("stop", { offset: index / (colors.length - 1), "stop-color": color }),
  );
  const bar = createSvg("svg", { class: "colors", preserveAspectRatio: "none", viewBox: "0 0 100 1" }, [
    createSvg("defs", {}, [createSvg("linearGradient", { id: "epochColors" }, stops)]),
    createSvg("rect", { width: 100, height: 1, fill: "url(#epochColors)" }),
  ]);
  const labels = ticks.map(({ epoch, position }) => {
    const label = createElement("span", { text: formatEpoch(epoch) });
    // Through the object model, which the page's policy allows; an attribute it would refuse.
    label.style.left = `${position * 100}%`;
    return label;
  });
  return createElement(
    "div",
    {
      className: "colorBar",
      attributes: { role: "img", "aria-label": text("epochColorLabel", formatEpoch(last)) },
    },
    [
      createElement("span", { className: "colorTitle", text: title }),
      createElement("div", { className: "colorScale" }, [
        bar,
        createElement("div", { className: "colorTicks" }, labels),
      ]),
    ],
  );
}

/** The last epoch is any number: where it is no power of ten, one would not want to read it as a product. */
export function formatEpoch(epoch: number): string {
  return epoch < 1e4 || Number.isInteger(Math.log10(epoch)) ? formatTick(epoch) : formatCount(epoch);
}
