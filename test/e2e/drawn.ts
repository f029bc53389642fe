import type { Frame } from "playwright-core";
import type { ReadViewModel } from "../../webview/ui/readViewModel";

/** The webview app in its two places. */
export const PANEL = 'body[data-placement="panel"]';
export const SIDE_VIEW = 'body[data-placement="side"]';

/** What a view of the extension shows, from its own view-model. */
export async function readDrawn(view: Frame): Promise<ReadViewModel> {
  await view.waitForFunction(() => "ibAnalysisView" in globalThis);
  return await view.evaluate(() =>
    (
      globalThis as unknown as { readonly ibAnalysisView: { readViewModel(): ReadViewModel } }
    ).ibAnalysisView.readViewModel(),
  );
}
