import type { VNode } from "preact";
import { formatFigure } from "../kit/formatNumber";
import { text } from "../kit/strings";
import { layerColor, type ChartTheme } from "../kit/theme";
import type { ChosenUnit, ViewEvent } from "../state/store";
import { Bars } from "./bars";
import { WeightScale } from "./weightScale";
import { HeatMap } from "./heatMap";
import { Histogram } from "./histogram";
import { InputFigure } from "./inputFigure";
import type { NeuronLayer, NeuronsView, UnitView } from "./neuronsView";

interface NeuronsProps {
  readonly view: NeuronsView;
  readonly theme: ChartTheme;
  readonly dispatch: (event: ViewEvent) => void;
}

/** Pixels of a weight in the heat map, and of a whole side of it at most. */
const CELL_MAX = 14;
const SIDE_MAX = 200;

/** The weights of every layer as a heat map with where its activations lie, and what one unit does over the inputs. */
export function Neurons({ view: { message, caption, layers, unit }, theme, dispatch }: NeuronsProps): VNode {
  const choose = (chosen: ChosenUnit): void => {
    dispatch({ type: "view/selectUnit", unit: chosen });
  };
  return (
    <div class="neurons">
      {message === undefined ? null : <p>{message}</p>}
      {caption === "" ? null : <p class="tableCaption">{caption}</p>}
      <div class="heatMaps">
        {layers.map((layer) => (
          <LayerFigure key={layer.layer} layer={layer} theme={theme} choose={choose} />
        ))}
      </div>
      {unit === undefined ? null : <UnitFigures unit={unit} theme={theme} choose={choose} />}
    </div>
  );
}

interface LayerFigureProps {
  readonly layer: NeuronLayer;
  readonly theme: ChartTheme;
  readonly choose: (unit: ChosenUnit) => void;
}

function LayerFigure({ layer: { layer, depth, title, map, distribution }, theme, choose }: LayerFigureProps) {
  const color = layerColor(theme, depth);
  return (
    <figure>
      <figcaption style={{ color }}>{title}</figcaption>
      {distribution === undefined ? null : (
        <>
          <Histogram distribution={distribution} color={color} theme={theme} />
          <p class="quiet">{distribution.caption}</p>
        </>
      )}
      {map === undefined ? null : (
        <>
          <HeatMap
            values={map.weights}
            columns={map.units}
            rows={map.inputs}
            largest={map.largest}
            label={map.summary}
            hint={text("neuronsHint")}
            theme={theme}
            cellMax={CELL_MAX}
            sideMax={SIDE_MAX}
            chosen={map.chosen}
            onChoose={(unit) => {
              choose({ layer, unit });
            }}
          />
          <WeightScale largest={map.largest} theme={theme} />
        </>
      )}
    </figure>
  );
}

interface UnitFiguresProps {
  readonly unit: UnitView;
  readonly theme: ChartTheme;
  readonly choose: (unit: ChosenUnit) => void;
}

function UnitFigures({ unit: view, theme, choose }: UnitFiguresProps) {
  const { units, chosen, look, inputPicture, incomingPicture, how } = view;
  const { incoming, bias, response } = look;
  const { excitedBy, most, inhibitedBy, least, histogram } = response;
  const incomingTitle = text("neuronsIncoming", formatFigure(bias));
  const excitedTitle = text("neuronsExcited", formatFigure(most));
  const inhibitedTitle = text("neuronsInhibited", formatFigure(least));
  return (
    <div class="unitLook">
      <label class="control">
        <span aria-hidden="true">{text("neuronsUnitLabel")}</span>
        <select
          aria-label={text("neuronsUnitLabel")}
          value={String(chosen)}
          onChange={({ currentTarget }) => {
            const unit = units[currentTarget.selectedIndex]?.unit;
            if (unit !== undefined) {
              choose(unit);
            }
          }}
        >
          {units.map(({ label }, index) => (
            <option key={label} value={String(index)}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <figure>
        <figcaption>{incomingTitle}</figcaption>
        <InputFigure picture={incomingPicture} values={incoming} title={incomingTitle} theme={theme} />
      </figure>
      <figure title={how}>
        <figcaption>{excitedTitle}</figcaption>
        <InputFigure picture={inputPicture} values={excitedBy} title={excitedTitle} theme={theme} />
      </figure>
      <figure title={how}>
        <figcaption>{inhibitedTitle}</figcaption>
        <InputFigure picture={inputPicture} values={inhibitedBy} title={inhibitedTitle} theme={theme} />
      </figure>
      {histogram === undefined ? null : (
        <UnitHistogram least={least} most={most} counts={histogram} theme={theme} />
      )}
      <p class="quiet">{how}</p>
    </div>
  );
}

interface UnitHistogramProps {
  readonly least: number;
  readonly most: number;
  readonly counts: readonly number[];
  readonly theme: ChartTheme;
}

function UnitHistogram({ least, most, counts, theme }: UnitHistogramProps) {
  const [low, high] = [formatFigure(least), formatFigure(most)];
  return (
    <figure class="unitHistogram">
      <figcaption>{text("neuronsHistogram")}</figcaption>
      <Bars
        title={text("neuronsHistogramOf", low, high)}
        values={counts.map((count) => Math.sqrt(count))}
        theme={theme}
      />
      <div class="axisEnds" aria-hidden="true">
        <span>{low}</span>
        <span>{high}</span>
      </div>
    </figure>
  );
}
