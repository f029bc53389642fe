import { text } from "../kit/strings";
import type { RunState } from "../state/store";
import { listConfigLines, type ConfigLine } from "./configLines";
import { button, type ActionButton, type HeaderDetail } from "./headerView";

/** What the run was made from. */
export interface DetailsView {
  readonly details: readonly HeaderDetail[];
  readonly notes: readonly string[];
  /** The run's config; left out if the run does not have one that can be read. */
  readonly config?: readonly ConfigLine[];
  readonly configActions: readonly ActionButton[];
}

export function buildDetailsView(
  { config, tool }: Pick<RunState, "config" | "tool">,
  details: readonly HeaderDetail[],
  notes: readonly string[],
): DetailsView {
  return {
    details: [...details, ...(tool === undefined ? [] : [{ label: text("detailTool"), value: tool }])],
    notes,
    ...(config === undefined ? {} : { config: listConfigLines(config) }),
    configActions:
      config === undefined
        ? []
        : [button("openRunConfig", "openRunConfig"), button("compareConfig", "compareConfig")],
  };
}
