import { shadeByEpoch } from "../../kit/epochShade";
import type { ChartTheme } from "../../kit/theme";
import type { EpochScale } from "../../kit/epochScale";
import { formatCount, formatTick } from "../../kit/formatNumber";
import { text } from "./strings";
import { createElement, createSvg } from "../../kit/element";

const STOPS = 24;

/** The scale of epochs: from pale to strong, with a tick at each power of ten. */
export function createColorBar({ last, ticks }: EpochScale, theme: ChartTheme): HTMLElement {
  const stops = Array.from({ length: STOPS + 1 }, (_, index) =>
    createSvg("stop", {
      offset: index / STOPS,
      "stop-color": shadeByEpoch(theme, theme.text, index / STOPS),
    }),
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
      createElement("span", { className: "colorTitle", text: text("epochColor") }),
      createElement("div", { className: "colorScale" }, [
        bar,
        createElement("div", { className: "colorTicks" }, labels),
      ]),
    ],
  );
}

/** The last epoch is any number: where it is no power of ten, one would not want to read it as a product. */
function formatEpoch(epoch: number): string {
  return epoch < 1e4 || Number.isInteger(Math.log10(epoch)) ? formatTick(epoch) : formatCount(epoch);
}
