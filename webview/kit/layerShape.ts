/** The shape of a layer's points, so that color is not the only thing that tells layers apart. */
export interface LayerShape {
  /** As Chart.js draws it. */
  readonly pointStyle: "circle" | "rect" | "triangle" | "rectRot";
  /** Degrees, clockwise. */
  readonly rotation: number;
  /** Angles of its corners, in degrees clockwise from the top, for drawing it elsewhere; none for a circle. */
  readonly corners: readonly number[];
}

const SQUARE = [45, 135, 225, 315];
const DIAMOND = [0, 90, 180, 270];
const TRIANGLE = [0, 120, 240];

/** Seven shapes against eight colors: 56 layers before a pair comes again. */
const SHAPES: readonly LayerShape[] = [
  { pointStyle: "circle", rotation: 0, corners: [] },
  { pointStyle: "rect", rotation: 0, corners: SQUARE },
  { pointStyle: "triangle", rotation: 0, corners: TRIANGLE },
  { pointStyle: "rectRot", rotation: 0, corners: DIAMOND },
  { pointStyle: "triangle", rotation: 180, corners: TRIANGLE },
  { pointStyle: "triangle", rotation: 90, corners: TRIANGLE },
  { pointStyle: "triangle", rotation: 270, corners: TRIANGLE },
];

export function layerShape(layer: number): LayerShape {
  return SHAPES[layer % SHAPES.length]!;
}

/** The outline of a shape around a center, as the data of an SVG path. */
export function outlineShape(
  { corners, rotation }: LayerShape,
  x: number,
  y: number,
  radius: number,
): string {
  if (corners.length === 0) {
    return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;
  }
  const points = corners.map((corner) => {
    const angle = ((corner + rotation) * Math.PI) / 180;
    return `${(x + radius * Math.sin(angle)).toFixed(2)} ${(y - radius * Math.cos(angle)).toFixed(2)}`;
  });
  return `M${points.join("L")}z`;
}
