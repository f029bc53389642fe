import type { Trained } from "./claim";
import { pathOf } from "./measure";

const WIDTH = 360;
const HEIGHT = 260;
const MARGIN = { left: 46, right: 12, top: 12, bottom: 40 };
/** Colors that a person with any color vision can tell apart (Okabe & Ito 2008). */
const COLORS = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9"];

interface Line {
  readonly color: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** The mean path of each layer over the information plane of one variant, as SVG for white paper. */
export function drawPlane(networks: readonly Trained[], title: string): string {
  const layers = networks[0]?.started.layers ?? [];
  const lines = layers.map((_, layer): Line => {
    const paths = networks.map((network) => [
      pathOf(network, layer, "ixt").values,
      pathOf(network, layer, "ity").values,
    ]);
    const length = Math.min(...paths.map(([ixt]) => ixt!.length));
    const mean = (axis: 0 | 1, at: number): number =>
      paths.reduce((sum, path) => sum + path[axis]![at]!, 0) / paths.length;
    return {
      color: COLORS[layer % COLORS.length]!,
      points: Array.from({ length }, (_unused, at) => [mean(0, at), mean(1, at)] as const),
    };
  });
  return drawLines(lines, {
    title,
    x: "I(X;T), bits",
    y: "I(T;Y), bits",
    names: layers.map(({ name }) => name),
  });
}

/** The mean signal-to-noise ratio of each layer over the epochs, both axes logarithmic. */
export function drawGradients(networks: readonly Trained[], title: string): string {
  const layers = networks[0]?.started.layers ?? [];
  const lines = layers.map((_, layer): Line => {
    const epochs = networks[0]!.epochs.map(({ epoch }) => epoch);
    const logs = epochs.map((_unused, at) => {
      const known = networks
        .map(({ epochs: own }) => own[at]?.layers[layer])
        .map((each) => Math.log10((each?.gradientMean ?? NaN) / (each?.gradientDeviation ?? NaN)))
        .filter(Number.isFinite);
      return known.reduce((sum, value) => sum + value, 0) / known.length;
    });
    return {
      color: COLORS[layer % COLORS.length]!,
      points: epochs.map((epoch, at) => [Math.log10(epoch), logs[at]!] as const),
    };
  });
  return drawLines(lines, {
    title,
    x: "log10 of the epoch",
    y: "log10 of signal-to-noise",
    names: layers.map(({ name }) => name),
  });
}

function drawLines(
  lines: readonly Line[],
  texts: {
    readonly title: string;
    readonly x: string;
    readonly y: string;
    readonly names: readonly string[];
  },
): string {
  const points = lines
    .flatMap((line) => line.points)
    .filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  const xs = rangeOf(points.map(([x]) => x));
  const ys = rangeOf(points.map(([, y]) => y));
  const toX = (x: number): number =>
    MARGIN.left + ((x - xs[0]) / (xs[1] - xs[0])) * (WIDTH - MARGIN.left - MARGIN.right);
  const toY = (y: number): number =>
    HEIGHT - MARGIN.bottom - ((y - ys[0]) / (ys[1] - ys[0])) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const paths = lines.map(({ color, points: own }) => {
    const drawn = own.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
    const d = drawn
      .map(([x, y], index) => `${index === 0 ? "M" : "L"}${toX(x).toFixed(1)} ${toY(y).toFixed(1)}`)
      .join("");
    const end = drawn.at(-1);
    const dot =
      end === undefined
        ? ""
        : `<circle cx="${toX(end[0]).toFixed(1)}" cy="${toY(end[1]).toFixed(1)}" r="3" fill="${color}"/>`;
    return `<path d="${d}" fill="none" stroke="${color}" stroke-width="1.5"/>${dot}`;
  });
  const keys = texts.names.map(
    (name, index) =>
      `<text x="${MARGIN.left + 6 + (index % 3) * 62}" y="${MARGIN.top + 10 + 12 * Math.floor(index / 3)}" fill="${COLORS[index % COLORS.length]!}">${escapeXml(name)}</text>`,
  );
  const bottom = HEIGHT - MARGIN.bottom;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="10" role="img" aria-label="${escapeXml(texts.title)}">`,
    `<title>${escapeXml(texts.title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`,
    `<path d="M${MARGIN.left} ${MARGIN.top}V${bottom}H${WIDTH - MARGIN.right}" fill="none" stroke="#444"/>`,
    ...paths,
    ...keys,
    ...ticksOf(xs).map(
      (x) => `<text x="${toX(x).toFixed(1)}" y="${bottom + 14}" text-anchor="middle">${writeTick(x)}</text>`,
    ),
    ...ticksOf(ys).map(
      (y) =>
        `<text x="${MARGIN.left - 5}" y="${(toY(y) + 3).toFixed(1)}" text-anchor="end">${writeTick(y)}</text>`,
    ),
    `<text x="${(WIDTH + MARGIN.left) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${escapeXml(texts.x)}</text>`,
    `<text transform="translate(12 ${HEIGHT / 2}) rotate(-90)" text-anchor="middle">${escapeXml(texts.y)}</text>`,
    "</svg>",
  ].join("");
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  if (!(low <= high)) {
    return [0, 1];
  }
  return low === high ? [low - 0.5, high + 0.5] : [Math.min(low, low > 0 ? 0 : low), high];
}

/** Five values from end to end. */
function ticksOf([low, high]: readonly [number, number]): readonly number[] {
  return [0, 1, 2, 3, 4].map((step) => low + ((high - low) * step) / 4);
}

function writeTick(value: number): string {
  return String(Number(value.toPrecision(2)));
}

export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
