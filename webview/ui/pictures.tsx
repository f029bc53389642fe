import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { ChartTheme } from "../kit/theme";
import type { PicturePart } from "../picture/pictureKind";
import type { KINDS } from "../pictures/pictures";
import type { ViewEvent } from "../state/store";
import { listenToKeys } from "./timeKeys";
import type { PictureView } from "./viewModel";

/** A picture that is on the page as long as the page is. */
export interface PlacedPart {
  readonly kind: (typeof KINDS)[number];
  readonly part: PicturePart<unknown>;
}

interface PicturesProps {
  readonly parts: readonly PlacedPart[];
  /** Undefined if no network is shown. */
  readonly view: PictureView | undefined;
  /** The epoch that is looked at; the newest if it is undefined. */
  readonly cursor: number | undefined;
  readonly theme: ChartTheme;
  readonly dispatch: (event: ViewEvent) => void;
  /** In the side bar, a click on a picture asks for the large ones. */
  readonly onOpen: (() => void) | undefined;
}

/** The pictures of one network, or of the mean over several. */
export function Pictures({ parts, view, cursor, theme, dispatch, onOpen }: PicturesProps): VNode {
  const moveByKeys = listenToKeys(dispatch);
  const inColumn = (column: "large" | "beside") =>
    parts
      .filter(({ kind }) => kind.column === column)
      .map(({ kind, part }) => (
        <Part
          key={kind.name}
          part={part}
          view={view?.[kind.name]}
          isShown={view !== undefined}
          cursor={cursor}
          theme={theme}
        />
      ));
  return (
    <main
      hidden={view === undefined}
      onClick={({ target }) => {
        if (target instanceof HTMLCanvasElement) {
          onOpen?.();
        }
      }}
      onKeyDown={(event) => {
        // Controls among the pictures keep their own keys.
        if (event.target instanceof HTMLCanvasElement) {
          moveByKeys(event);
        }
      }}
    >
      <div class="column large">
        <Callout view={view} dispatch={dispatch} />
        {inColumn("large")}
      </div>
      <div class="column beside">{inColumn("beside")}</div>
    </main>
  );
}

/** Where layers lie on each other, why, and what would tell them apart. */
function Callout({ view, dispatch }: Pick<PicturesProps, "view" | "dispatch">) {
  const callout = view?.plane.callout;
  const other = callout?.other;
  return (
    <p class="callout" hidden={callout === undefined}>
      {callout?.text}
      {other === undefined ? null : (
        <button
          class="link"
          type="button"
          onClick={() => {
            dispatch({ type: "view/selectEstimator", estimator: other.estimator });
          }}
        >
          {other.label}
        </button>
      )}
    </p>
  );
}

interface PartProps {
  readonly part: PicturePart<unknown>;
  readonly view: unknown;
  readonly isShown: boolean;
  readonly cursor: number | undefined;
  readonly theme: ChartTheme;
}

/** The place of a picture, which draws itself: a chart is drawn when its view-model is another object. */
function Part({ part, view, isShown, cursor, theme }: PartProps) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    place.current?.replaceChildren(part.element);
  }, [part]);
  useLayoutEffect(() => {
    part.moveCursor(cursor);
    if (isShown) {
      part.update(view, theme);
    } else {
      part.clear();
    }
    // Moving the cursor alone must not draw the chart.
  }, [part, view, isShown, theme]);
  useLayoutEffect(() => {
    part.moveCursor(cursor);
  }, [part, cursor]);
  return <div class="part" ref={place} />;
}
