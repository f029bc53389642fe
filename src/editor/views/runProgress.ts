import { VIEWS } from "../contributions";
import { DisposableStore, type Disposable } from "../../session/disposableStore";
import { showBusy } from "../notify";
import type { RunController } from "../../session/runController";

/** Shows the moving bar in the view container from the start of a run to its end. */
export function showRunProgress(controller: RunController): Disposable {
  const store = new DisposableStore();
  let finish: (() => void) | undefined;
  const end = (): void => {
    finish?.();
    finish = undefined;
  };
  store.add(
    controller.onDidChangeState((state) => {
      if (state === "preparing") {
        const ended = new Promise<void>((resolve) => {
          finish = resolve;
        });
        showBusy(VIEWS.runs, ended);
      } else if (state === "idle") {
        end();
      }
    }),
  );
  store.add({ dispose: end });
  return store;
}
