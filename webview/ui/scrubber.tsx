import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import { formatTick } from "../kit/formatNumber";
import { text } from "../kit/strings";
import { PLAY_SPEEDS, type ViewEvent } from "../state/store";
import type { ScrubberView } from "./scrubberView";
import { listenToKeys } from "./timeKeys";

interface ScrubberProps {
  /** Undefined if there is nothing to move through. */
  readonly view: ScrubberView | undefined;
  readonly dispatch: (event: ViewEvent) => void;
}

/** The axis of time, on which the reader moves through the run. */
export function Scrubber({ view, dispatch }: ScrubberProps): VNode {
  const track = useRef<HTMLDivElement>(null);
  if (view === undefined) {
    return <section class="scrubber" hidden />;
  }
  const { epoch, last, place, axis, isPlaying, isFollowing, isRunning, speed, loops, valueText } = view;
  const point = ({ clientX, buttons }: PointerEvent): void => {
    const box = track.current?.getBoundingClientRect();
    if (box !== undefined && box.width > 0 && (buttons & 1) === 1) {
      const share = Math.min(1, Math.max(0, (clientX - box.left) / box.width));
      dispatch({
        type: "view/setCursor",
        epoch: axis === "linear" ? share * last : Math.expm1(share * Math.log1p(last)),
      });
    }
  };
  return (
    <section class="scrubber" aria-label={text("scrubberTitle")}>
      <div class="transport">
        <Button
          label="scrubberFirst"
          sign="M3 2V12M13 2L5 7L13 12z"
          onClick={() => {
            dispatch({ type: "view/setCursor", epoch: 0 });
          }}
        />
        <Button
          label={isPlaying ? "scrubberPause" : "scrubberPlay"}
          sign={isPlaying ? "M4 2V12M10 2V12" : "M3 2L12 7L3 12z"}
          onClick={() => {
            dispatch({ type: "view/togglePlay" });
          }}
        />
        <Button
          label="scrubberLast"
          sign="M11 2V12M1 2L9 7L1 12z"
          onClick={() => {
            dispatch({ type: "view/setCursor" });
          }}
        />
      </div>
      <div class="trackArea">
        <div
          class="track"
          ref={track}
          role="slider"
          tabIndex={0}
          aria-label={text("scrubberTrack")}
          aria-valuemin={0}
          aria-valuemax={last}
          aria-valuenow={epoch}
          aria-valuetext={valueText}
          title={text("scrubberHint")}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            point(event);
          }}
          onPointerMove={point}
          onKeyDown={listenToKeys(dispatch)}
        >
          <Axis view={view} />
          <div class="thumb" style={{ left: `${100 * place}%` }} />
        </div>
        <div class="trackTicks" aria-hidden="true">
          {view.ticks.map((tick) => (
            <span key={tick.epoch} style={{ left: `${100 * tick.position}%` }}>
              {formatTick(tick.epoch)}
            </span>
          ))}
        </div>
      </div>
      <label class="epochInput">
        {text("scrubberEpoch")}
        <input
          type="number"
          min={0}
          max={last}
          value={epoch}
          onChange={({ currentTarget }) => {
            // What is no number is not epoch 0: the field shows again where the cursor is.
            if (currentTarget.value.trim() === "") {
              currentTarget.value = String(epoch);
              return;
            }
            dispatch({ type: "view/setCursor", epoch: Math.max(0, Number(currentTarget.value)) });
          }}
        />
      </label>
      <select
        aria-label={text("scrubberSpeed")}
        value={String(speed)}
        onChange={({ currentTarget }) => {
          dispatch({ type: "view/selectSpeed", speed: Number(currentTarget.value) });
        }}
      >
        {PLAY_SPEEDS.map((each) => (
          <option key={each} value={String(each)}>{`×${each}`}</option>
        ))}
      </select>
      <button
        class="icon loop"
        type="button"
        aria-label={text("playLoop")}
        title={text("playLoop")}
        aria-pressed={loops ? "true" : "false"}
        onClick={() => {
          dispatch({ type: "view/toggleLoop" });
        }}
      >
        ↻
      </button>
      <button
        class="live secondary"
        type="button"
        aria-pressed={isFollowing ? "true" : "false"}
        onClick={() => {
          dispatch({ type: "view/setCursor" });
        }}
      >
        {text(isRunning ? (isFollowing ? "scrubberLive" : "scrubberToLive") : "scrubberEnd")}
      </button>
    </section>
  );
}

/** Phases and turns on the axis. */
function Axis({ view: { bands, turns, turnsText } }: { readonly view: ScrubberView }) {
  return (
    <div class="axis" title={turnsText}>
      {bands.map(({ kind, label, from, to }) => (
        <div
          key={kind}
          class={`phase ${kind}`}
          style={{ left: `${100 * from}%`, width: `${100 * (to - from)}%` }}
        >
          <span>{label}</span>
        </div>
      ))}
      {turns.map(({ kind, place, label }, index) => (
        <div key={index} class={`turn ${kind}`} title={label} style={{ left: `${100 * place}%` }} />
      ))}
    </div>
  );
}

interface ButtonProps {
  readonly label: "scrubberFirst" | "scrubberPlay" | "scrubberPause" | "scrubberLast";
  /** The data of an SVG path in a box of 14 × 14. */
  readonly sign: string;
  readonly onClick: () => void;
}

function Button({ label, sign, onClick }: ButtonProps) {
  return (
    <button class="icon" type="button" aria-label={text(label)} title={text(label)} onClick={onClick}>
      <svg viewBox="0 0 14 14" width={14} height={14} aria-hidden="true">
        <path d={sign} fill="currentcolor" stroke="currentcolor" stroke-width={1.5} />
      </svg>
    </button>
  );
}
