import type { BenchContext } from "../benchContext";
import type { Section } from "../section";
import { withViewBrowser } from "../view/viewBrowser";
import { measureLiveView } from "./liveViewRows";
import { measureSampleView } from "./sampleViewRows";
import { measureStoredView } from "./storedViewRows";

/** What a person who looks at a view waits for, in the built view in a browser, told by the extension's own code. */
export async function measureView(context: BenchContext): Promise<Section[]> {
  const sections = await withViewBrowser(context.say, async (views) => [
    ...(await measureStoredView(context, views)),
    ...(await measureLiveView(context, views)),
    ...(await measureSampleView(context, views)),
  ]);
  return sections ?? [];
}
