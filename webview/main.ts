import "./main.css";
import type { ViewAction } from "../src/view/viewMessages";
import { readTheme, watchTheme } from "./kit/readTheme";
import { watchPixelRatio } from "./kit/watchPixelRatio";
import { reportErrors } from "./errorReport";
import { createFrameScheduler } from "./frameScheduler";
import { connectToHost } from "./hostConnection";
import { createViewModelBuilder } from "./ui/viewModel";
import type { Placement } from "./kit/placement";
import type { ReadViewModel } from "./ui/readViewModel";
import { createInitialState, isLoading, reduceView, toPersistedState, type ViewEvent } from "./state/store";
import { App } from "./ui/app";
import { ErrorPane } from "./ui/errorPane";

declare global {
  /** The hook by which tests and support read what is drawn; the view itself does not use it. */
  var ibAnalysisView: { readViewModel(): ReadViewModel };
}

/** So long "Loading…" is believed; after it the reader is told what to do. */
const SLOW_AFTER_MS = 5000;

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

  const schedule = createFrameScheduler(requestAnimationFrame, () => {
    viewModel = buildViewModel(state);
    app.render(viewModel, theme);
  });
  const watchLoading = (): void => {
    clearTimeout(slowTimer);
    if (isLoading(state)) {
      slowTimer = setTimeout(() => {
        dispatch({ type: "view/slow" });
      }, SLOW_AFTER_MS);
    }
  };
  const dispatch = (event: ViewEvent): void => {
    const before = state;
    state = reduceView(before, event);
    if (state.awaitingSnapshot && !before.awaitingSnapshot) {
      host.post({ type: "view/resync" });
    }
    const kept = ["hiddenLayers", "runId", "estimator", "comparing", "boundHidden"] as const;
    if (kept.some((name) => state[name] !== before[name])) {
      host.writeState(toPersistedState(state));
    }
    if (state.content !== before.content) {
      watchLoading();
    }
    schedule();
  };
  const app = new App(document.getElementById("app") ?? document.body, placement, { onAction, dispatch });

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
  };
  app.render(viewModel, theme);
  watchLoading();
  host.listen(dispatch);
  host.post({ type: "view/ready" });
}

startView();
