import type { VNode } from "preact";
import { icosahedronVertices } from "../../src/base/icosahedron";
import type { ChartTheme } from "../kit/theme";
import { Bars, Drawing } from "./bars";
import { HeatMap } from "./heatMap";
import { NamedBars } from "./namedBars";
import type { InputPicture } from "./neuronsView";

interface InputFigureProps {
  readonly picture: InputPicture;
  readonly values: readonly number[];
  readonly title: string;
  readonly theme: ChartTheme;
}

/** One input of a network, or one figure for each of its inputs, drawn as what the input is. */
export function InputFigure({ picture, values, title, theme }: InputFigureProps): VNode {
  switch (picture.kind) {
    case "bits":
      return <Bits bits={values} title={title} theme={theme} />;
    case "sphere":
      return <Sphere bits={values} title={title} theme={theme} />;
    case "image":
      return (
        <HeatMap
          values={values}
          columns={picture.side}
          rows={picture.side}
          largest={values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)}
          label={title}
          theme={theme}
          cellMax={10}
          sideMax={96}
        />
      );
    case "bars":
      return picture.names === undefined ? (
        <Bars title={title} values={values} theme={theme} />
      ) : (
        <NamedBars title={title} names={picture.names} values={values} theme={theme} />
      );
  }
}

interface BitsProps {
  readonly bits: readonly number[];
  readonly title: string;
  readonly theme: ChartTheme;
}

const BITS_SIZE = 14;

function Bits({ bits, title, theme }: BitsProps) {
  return (
    <Drawing width={bits.length * BITS_SIZE} height={BITS_SIZE} title={`${title} ${bits.join("")}`}>
      {bits.map((bit, index) => (
        <rect
          key={index}
          x={index * BITS_SIZE + 1}
          y={1}
          width={BITS_SIZE - 2}
          height={BITS_SIZE - 2}
          fill={bit === 1 ? theme.text : "none"}
          stroke={theme.muted}
        />
      ))}
    </Drawing>
  );
}

const SPHERE_SIZE = 84;
/** Radius of the sphere, and of a vertex in front. */
const RADIUS = 32;
const VERTEX = 6;
/** The sphere is turned by so much about the vertical and then the horizontal axis, so that no vertex hides another. */
const TURN = 0.95;
const TILT = 0.2;

interface Vertex {
  readonly x: number;
  readonly y: number;
  /** Towards the reader, -1 to 1. */
  readonly z: number;
}

const VERTICES: readonly Vertex[] = turnVertices();
const EDGES = findEdges();

/** The 12 bits on their vertices, filled where a bit is set; what is behind is smaller and paler. */
function Sphere({ bits, title, theme }: BitsProps) {
  const at = (value: number): number => SPHERE_SIZE / 2 + RADIUS * value;
  const fromBehind = [...VERTICES.keys()].sort((a, b) => VERTICES[a]!.z - VERTICES[b]!.z);
  return (
    <Drawing width={SPHERE_SIZE} height={SPHERE_SIZE} title={`${title} ${bits.join("")}`}>
      {EDGES.map(([from, to]) => (
        <line
          key={`${from} ${to}`}
          x1={at(VERTICES[from]!.x)}
          y1={at(VERTICES[from]!.y)}
          x2={at(VERTICES[to]!.x)}
          y2={at(VERTICES[to]!.y)}
          stroke={theme.muted}
          stroke-opacity={VERTICES[from]!.z + VERTICES[to]!.z < 0 ? 0.25 : 0.7}
        />
      ))}
      {fromBehind.map((index) => {
        const { x, y, z } = VERTICES[index]!;
        return (
          <circle
            key={index}
            cx={at(x)}
            cy={at(y)}
            r={VERTEX * (0.8 + 0.2 * z)}
            fill={bits[index] === 1 ? theme.text : theme.background}
            stroke={theme.text}
            opacity={z < 0 ? 0.55 : 1}
          />
        );
      })}
    </Drawing>
  );
}

function turnVertices(): readonly Vertex[] {
  const all = icosahedronVertices();
  return Array.from({ length: all.length / 3 }, (_, index) => {
    const [x, y, z] = [all[3 * index]!, all[3 * index + 1]!, all[3 * index + 2]!];
    const [turnedX, turnedZ] = [
      x * Math.cos(TURN) + z * Math.sin(TURN),
      z * Math.cos(TURN) - x * Math.sin(TURN),
    ];
    return {
      x: turnedX,
      y: y * Math.cos(TILT) - turnedZ * Math.sin(TILT),
      z: turnedZ * Math.cos(TILT) + y * Math.sin(TILT),
    };
  });
}

/** Each vertex has five neighbors, at the smallest angle that there is: its cosine is 1/√5, all others' at most -1/√5. */
function findEdges(): readonly (readonly [number, number])[] {
  return VERTICES.flatMap((from, index) =>
    VERTICES.flatMap((to, other) =>
      other > index && from.x * to.x + from.y * to.y + from.z * to.z > 0 ? [[index, other] as const] : [],
    ),
  );
}
