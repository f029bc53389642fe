import "./main.css";
import type { ViewAction } from "../src/view/viewMessages";
import { readTheme, watchTheme } from "./kit/readTheme";
import { warmUpCharts } from "./kit/warmUpCharts";
import { watchPixelRatio } from "./kit/watchPixelRatio";
import { reportErrors } from "./errorReport";
import { createFrameScheduler } from "./frameScheduler";
import { connectToHost } from "./hostConnection";
import { findWantedNeurons } from "./state/wantedNeurons";
import type { ExportScope } from "./ui/exportSheet";
import { exportView, type ExportName } from "./ui/exportView";
import { buildShownTable } from "./ui/shownTable";
import { createViewModelBuilder } from "./ui/viewModel";
import type { Placement } from "./kit/placement";
import type { ReadViewModel } from "./ui/readViewModel";
import {
  createInitialState,
  findTimeline,
  isLoading,
  reduceView,
  toPersistedState,
  type ViewEvent,
} from "./state/store";
import { App } from "./ui/app";
import { ErrorPane } from "./ui/errorPane";

declare global {
  /** The hook by which tests and support read what is drawn; the view itself does not use it. */
  var ibAnalysisView: {
    readViewModel(): ReadViewModel;
    /** Whether something that was asked for is not drawn yet. */
    isDrawing(): boolean;
  };
}

/** So long "Loading…" is believed; after it the reader is told what to do. */
const SLOW_AFTER_MS = 5000;

/** Between two steps of a cursor that moves by itself: as if it glided, or step by step for who asks for less motion. */
const TICK_MS = { gliding: 40, stepping: 800 } as const;

function startView(): void {
  const host = connectToHost();
  const onAction = (action: ViewAction): void => {
    host.post({ type: "view/action", action });
  };
  const errors = new ErrorPane(onAction);
  document.body.prepend(errors.element);
  reportErrors(host, (message) => {
    errors.show(message);
  });

  const placement: Placement = document.body.dataset["placement"] === "side" ? "side" : "panel";
  const buildViewModel = createViewModelBuilder(placement);
  let state = createInitialState(host.readState());
  let viewModel = buildViewModel(state);
  let theme = readTheme();
  let slowTimer: number | undefined;
  let exporting = "";
  /** What was asked for last of the neurons: what has no answer is not asked for again and again. */
  let askedFor: string | undefined;
  let player: number | undefined;

  let isScheduled = false;
  const scheduleFrame = createFrameScheduler(requestAnimationFrame, () => {
    isScheduled = false;
    viewModel = buildViewModel(state);
    app.render(viewModel, theme, exporting);
  });
  const schedule = (): void => {
    isScheduled = true;
    scheduleFrame();
  };
  const watchLoading = (): void => {
    clearTimeout(slowTimer);
    if (isLoading(state)) {
      slowTimer = setTimeout(() => {
        dispatch({ type: "view/slow" });
      }, SLOW_AFTER_MS);
    }
  };
  const askForNeurons = (): void => {
    const wanted = findWantedNeurons(state);
    if (wanted.length === 0) {
      return;
    }
    const key = JSON.stringify([state.runId, wanted, findTimeline(state).at(-1)]);
    if (key !== askedFor) {
      askedFor = key;
      wanted.forEach((each) => {
        host.post(each);
      });
    }
  };
  const dispatch = (event: ViewEvent): void => {
    const before = state;
    state = reduceView(before, event);
    if (state.awaitingSnapshot && !before.awaitingSnapshot) {
      host.post({ type: "view/resync" });
    }
    const kept = [
      "hiddenLayers",
      "runId",
      "runFile",
      "estimator",
      "comparing",
      "boundHidden",
      "cursor",
      "smoothing",
      "epochAxis",
      "gradientFigure",
      "network",
      "planes",
      "drawer",
    ] as const;
    if (kept.some((name) => state[name] !== before[name])) {
      host.writeState(toPersistedState(state));
    }
    if (state.content !== before.content) {
      watchLoading();
    }
    askForNeurons();
    if ((state.playing === undefined) !== (before.playing === undefined)) {
      clearInterval(player);
      player = state.playing === undefined ? undefined : play();
    }
    schedule();
  };
  const play = (): number => {
    const milliseconds = TICK_MS[wantsLessMotion() ? "stepping" : "gliding"];
    return setInterval(() => {
      dispatch({ type: "view/tick", seconds: milliseconds / 1000 });
    }, milliseconds);
  };
  const onOpenField = (path: readonly string[]): void => {
    host.post({ type: "view/openField", path });
  };
  const onCopy = (copied: string): void => {
    host.post({ type: "view/copy", text: copied });
  };
  const onExport = (name: ExportName, scope: ExportScope): void => {
    void exportView(name, {
      scope,
      view: viewModel,
      timeline: findTimeline(state),
      windowOf: (name) => app.readWindow(name),
      buildTable: () => buildShownTable(state, placement),
      post: (message) => {
        host.post(message);
      },
      onProgress: (said) => {
        exporting = said;
        schedule();
      },
    });
  };
  const app = new App(document.getElementById("app") ?? document.body, placement, {
    onAction,
    onCopy,
    onOpenField,
    onExport,
    dispatch,
  });

  watchTheme(() => {
    theme = readTheme();
    schedule();
  });
  watchPixelRatio(() => {
    app.sharpen();
  });
  globalThis.ibAnalysisView = {
    readViewModel: () => ({
      ...viewModel,
      placement,
      ...app.readDrawn(),
    }),
    isDrawing: () => isScheduled || app.isDrawing,
  };
  app.render(viewModel, theme);
  watchLoading();
  host.listen(dispatch);
  host.post({ type: "view/ready" });
  setTimeout(() => {
    warmUpCharts(theme);
  });
}

/** Asked of the system, or of the editor alone. */
function wantsLessMotion(): boolean {
  return (
    matchMedia("(prefers-reduced-motion: reduce)").matches ||
    document.body.classList.contains("vscode-reduce-motion")
  );
}

startView();
