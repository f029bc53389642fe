import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { mix, parseColor, type Rgb } from "../kit/color";
import { formatFigure } from "../kit/formatNumber";
import { text } from "../kit/strings";
import { layerColor, type ChartTheme } from "../kit/theme";
import type { ChosenUnit, ViewEvent } from "../state/store";
import type { UnitLook, UnitResponse } from "./lookAtUnit";
import type { NeuronLayer, NeuronsView } from "./neuronsView";

interface NeuronsProps {
  readonly view: NeuronsView;
  readonly theme: ChartTheme;
  readonly dispatch: (event: ViewEvent) => void;
}

/** Pixels of a weight in the heat map, and of a whole side of it at most. */
const CELL_MAX = 14;
const SIDE_MAX = 260;

/** The weights of every layer as a heat map, and what one unit does over the inputs. */
export function Neurons({ view, theme, dispatch }: NeuronsProps): VNode {
  if (view.message !== undefined) {
    return <p>{view.message}</p>;
  }
  const choose = (unit: ChosenUnit): void => {
    dispatch({ type: "view/selectUnit", unit });
  };
  return (
    <div class="neurons">
      <p class="tableCaption">{view.caption}</p>
      <div class="heatMaps">
        {view.layers.map((layer) => (
          <figure key={layer.layer}>
            <HeatMap layer={layer} theme={theme} onChoose={choose} />
            <figcaption style={{ color: layerColor(theme, layer.depth) }}>{layer.title}</figcaption>
            {layer.distribution === undefined ? null : (
              <Bars
                title={layer.distribution.summary}
                values={layer.distribution.counts.map((count) => Math.log1p(count))}
                theme={theme}
                isSmall
              />
            )}
          </figure>
        ))}
      </div>
      <div class="unitLook">
        <label class="control">
          <span aria-hidden="true">{text("neuronsUnitLabel")}</span>
          <select
            aria-label={text("neuronsUnitLabel")}
            value={String(view.chosen)}
            onChange={({ currentTarget }) => {
              const unit = view.units[currentTarget.selectedIndex]?.unit;
              if (unit !== undefined) {
                choose(unit);
              }
            }}
          >
            {view.units.map(({ label }, index) => (
              <option key={label} value={String(index)}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {view.look === undefined ? null : <Look look={view.look} theme={theme} />}
      </div>
    </div>
  );
}

interface HeatMapProps {
  readonly layer: NeuronLayer;
  readonly theme: ChartTheme;
  readonly onChoose: (unit: ChosenUnit) => void;
}

/** A column a unit, a row an input; one color for what excites, one for what inhibits. */
function HeatMap({ layer, theme, onChoose }: HeatMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { inputs, units, weights, largest, chosen, summary } = layer;
  const cell = Math.min(CELL_MAX, SIDE_MAX / inputs, SIDE_MAX / units);
  useLayoutEffect(() => {
    const ctx = canvas.current?.getContext("2d");
    if (ctx === undefined || ctx === null) {
      return;
    }
    const image = ctx.createImageData(units, inputs);
    for (const [index, weight] of weights.entries()) {
      image.data.set([...colorOf(weight, largest, theme), 255], 4 * index);
    }
    ctx.putImageData(image, 0, 0);
  }, [weights, largest, units, inputs, theme]);
  return (
    <div class="heatMap" style={{ width: `${units * cell}px`, height: `${inputs * cell}px` }}>
      <canvas
        ref={canvas}
        width={units}
        height={inputs}
        role="img"
        aria-label={summary}
        title={text("neuronsHint")}
        onClick={({ offsetX, currentTarget }) => {
          const unit = Math.floor((offsetX / currentTarget.clientWidth) * units);
          onChoose({ layer: layer.layer, unit: Math.min(units - 1, Math.max(0, unit)) });
        }}
      />
      {chosen === undefined ? null : (
        <div class="chosenUnit" style={{ left: `${(100 * chosen) / units}%`, width: `${100 / units}%` }} />
      )}
    </div>
  );
}

const FALLBACK: Rgb = [128, 128, 128];

function colorOf(weight: number, largest: number, theme: ChartTheme): Rgb {
  const ground = parseColor(theme.background) ?? FALLBACK;
  const full = parseColor(theme.palette[weight < 0 ? 0 : 1] ?? "") ?? FALLBACK;
  return mix(ground, full, largest === 0 ? 0 : Math.abs(weight) / largest).map(Math.round) as unknown as Rgb;
}

function Look({
  look: { incoming, bias, response },
  theme,
}: {
  readonly look: UnitLook;
  readonly theme: ChartTheme;
}) {
  return (
    <>
      <Bars title={text("neuronsIncoming", formatFigure(bias))} values={incoming} theme={theme} />
      {response === undefined ? null : <Response response={response} theme={theme} />}
    </>
  );
}

function Response({ response, theme }: { readonly response: UnitResponse; readonly theme: ChartTheme }) {
  const { excitedBy, most, inhibitedBy, least, histogram } = response;
  return (
    <>
      <figure>
        <figcaption>{text("neuronsExcited", formatFigure(most))}</figcaption>
        <Bits bits={excitedBy} theme={theme} />
        <figcaption>{text("neuronsInhibited", formatFigure(least))}</figcaption>
        <Bits bits={inhibitedBy} theme={theme} />
      </figure>
      <Bars
        title={text("neuronsHistogram", formatFigure(least), formatFigure(most))}
        values={histogram.map((count) => Math.log1p(count))}
        theme={theme}
      />
    </>
  );
}

const BITS_SIZE = 14;

function Bits({ bits, theme }: { readonly bits: readonly number[]; readonly theme: ChartTheme }) {
  const width = bits.length * BITS_SIZE;
  return (
    <svg
      viewBox={`0 0 ${width} ${BITS_SIZE}`}
      width={width}
      height={BITS_SIZE}
      role="img"
      aria-label={bits.join("")}
    >
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
    </svg>
  );
}

const BAR = { width: 8, height: 48 } as const;
const SMALL_BAR = { width: 4, height: 34 } as const;

/** Bars up and down from a line; a screen reader is told the title. */
function Bars({
  title,
  values,
  theme,
  isSmall = false,
}: {
  readonly title: string;
  readonly values: readonly number[];
  readonly theme: ChartTheme;
  /** Says its title only where it is pointed at. */
  readonly isSmall?: boolean;
}) {
  const bar = isSmall ? SMALL_BAR : BAR;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const isSigned = values.some((value) => value < 0);
  const base = isSigned ? bar.height / 2 : bar.height;
  const heightOf = (value: number): number => (largest === 0 ? 0 : (Math.abs(value) / largest) * base);
  const width = values.length * bar.width;
  return (
    <figure>
      {isSmall ? null : <figcaption>{title}</figcaption>}
      <svg
        viewBox={`0 0 ${width} ${bar.height}`}
        width={width}
        height={bar.height}
        role="img"
        aria-label={title}
      >
        <title>{title}</title>
        {values.map((value, index) => (
          <rect
            key={index}
            x={index * bar.width + 0.5}
            y={value < 0 ? base : base - heightOf(value)}
            width={bar.width - 1}
            height={heightOf(value)}
            fill={isSigned ? theme.palette[value < 0 ? 0 : 1] : theme.muted}
          />
        ))}
        <path d={`M0 ${base}H${width}`} stroke={theme.muted} />
      </svg>
    </figure>
  );
}
