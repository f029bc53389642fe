import { formatCount } from "../../kit/formatNumber";
import { keyEpochs, keyLine, keySign, type KeyEntry } from "../../kit/keyEntry";
import { layerColor, type ChartTheme } from "../../kit/theme";
import { worstStyle } from "./boundStyle";
import type { PlaneView } from "./planeView";
import { text } from "./strings";

/** What means the same in the planes of all estimators. */
export function createCommonKey(
  { epochScale, bound, networks, compared = [], epoch }: PlaneView,
  theme: ChartTheme,
): readonly KeyEntry[] {
  const worst = worstStyle(theme);
  return [
    // Planes of an epoch each have that as their title, and no cursor.
    ...(epoch === undefined
      ? [
          keyEpochs(epochScale, theme, text("epochColor")),
          keySign("start", text("planeStart")),
          keySign("end", text("planeCursor")),
        ]
      : []),
    ...(networks === undefined || networks < 2
      ? []
      : [
          {
            swatch: { kind: "ellipse", color: theme.text } as const,
            label: text("planeDeviation", formatCount(networks)),
          },
        ]),
    ...compared.map(({ name, dash }) => keyLine(theme.text, dash, name)),
    ...(bound?.worst === undefined ? [] : [keyLine(worst.color, worst.dash, bound.worst.title, worst.width)]),
  ];
}

/** What belongs to one estimator's plane. */
export function createOwnKey(
  { band, trajectories, networks }: PlaneView,
  theme: ChartTheme,
): readonly KeyEntry[] {
  const gaps = trajectories.reduce(
    (sum, { points }) => sum + points.filter(({ ixt }) => Number.isNaN(ixt)).length,
    0,
  );
  const color = layerColor(theme, trajectories[0]?.depth ?? 0);
  return [
    ...(band === undefined || (networks ?? 1) > 1
      ? []
      : [{ swatch: { kind: "cross", color } as const, label: band.key }]),
    ...(gaps > 0 ? [keySign("cross", text("planeGap", formatCount(gaps)))] : []),
  ];
}
