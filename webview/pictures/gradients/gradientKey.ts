import { formatCount } from "../../kit/formatNumber";
import { keyLine, keySign, type KeyEntry } from "../../kit/keyEntry";
import { SECOND_LINE_DASH, type ChartTheme } from "../../kit/theme";
import type { GradientView } from "./gradientView";
import { text } from "./strings";

/** What the signs of the gradients' chart mean. */
export function createGradientKey(
  { figure, hasDeviation, lines }: GradientView,
  theme: ChartTheme,
): readonly KeyEntry[] {
  const hasCrossing = lines.some(({ phase }) => "epoch" in phase);
  const gaps = lines.reduce((sum, line) => sum + line.gaps.length, 0);
  const isPair = figure === "meanAndDeviation";
  return [
    ...(isPair ? [keyLine(theme.text, [], text(hasDeviation ? "gradientMean" : "gradientOneBatch"))] : []),
    ...(isPair && hasDeviation ? [keyLine(theme.text, SECOND_LINE_DASH, text("gradientDeviation"))] : []),
    ...(hasCrossing ? [keySign("pointer", text("gradientMarkKey"))] : []),
    ...(gaps > 0 ? [keySign("cross", text("gradientGapKey", formatCount(gaps)))] : []),
  ];
}
