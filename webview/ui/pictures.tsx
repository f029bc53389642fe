import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { text } from "../kit/strings";
import type { ChartTheme } from "../kit/theme";
import type { PicturePart } from "../picture/pictureKind";
import type { KINDS } from "../pictures/pictures";
import type { ViewEvent } from "../state/store";
import { Legend } from "./legend";
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
  readonly theme: ChartTheme;
  readonly dispatch: (event: ViewEvent) => void;
}

/** The pictures of one network with what belongs to them. */
export function Pictures({ parts, view, theme, dispatch }: PicturesProps): VNode {
  const inColumn = (column: "large" | "beside") =>
    parts
      .filter(({ kind }) => kind.column === column)
      .map(({ kind, part }) => (
        <Part
          key={kind.name}
          part={part}
          view={view?.[kind.name]}
          isShown={view !== undefined}
          theme={theme}
        />
      ));
  return (
    <main hidden={view === undefined}>
      <div class="column">
        {inColumn("large")}
        <Legend entries={view?.legend ?? []} theme={theme} dispatch={dispatch} />
      </div>
      <div class="column">{inColumn("beside")}</div>
      <section class="notes" hidden={(view?.notes ?? []).length === 0}>
        <h2>{text("notesTitle")}</h2>
        <ul>
          {view?.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </section>
    </main>
  );
}

interface PartProps {
  readonly part: PicturePart<unknown>;
  readonly view: unknown;
  readonly isShown: boolean;
  readonly theme: ChartTheme;
}

/** The place of a picture, which draws itself: a chart is drawn when its view-model is another object, at once. */
function Part({ part, view, isShown, theme }: PartProps) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    place.current?.replaceChildren(part.element);
  }, [part]);
  useLayoutEffect(() => {
    if (isShown) {
      part.update(view, theme);
    } else {
      part.clear();
    }
  }, [part, view, isShown, theme]);
  return <div class="part" ref={place} />;
}
