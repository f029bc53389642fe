import type { RunLibrary } from "../../session/runLibrary";
import type { RunSource, ShownRun } from "../../session/shownRun";
import { notify, pickItems } from "../notify";
import type { RunConfigDocuments } from "./runConfigDocuments";

/** More ways in one plane could not be told apart. */
const COMPARED_MAX = 3;

export interface CompareContext {
  readonly shownRun: ShownRun;
  readonly library: Pick<RunLibrary, "list" | "load">;
  readonly runConfigs: Pick<RunConfigDocuments, "compare">;
}

/** Lets the person choose stored runs, and draws them beside the one that is shown. */
export async function compareRuns({ shownRun, library }: CompareContext): Promise<void> {
  const { shown } = shownRun;
  if (shown.kind === "none") {
    notify("information", "There is no run to compare with.");
    return;
  }
  const own = shown.source.header?.runId;
  const items = (await library.list()).flatMap(({ uri, summary }) =>
    summary.ok && summary.value.runId !== own
      ? [
          {
            label: summary.value.configName,
            description: summary.value.createdAt.slice(0, 16).replace("T", " "),
            uri,
          },
        ]
      : [],
  );
  if (items.length === 0) {
    notify("information", "There is no other stored run in this workspace to compare with.");
    return;
  }
  const chosen = await pickItems(items, `Choose up to ${COMPARED_MAX} runs to compare with`);
  if (chosen.length === 0) {
    return;
  }
  if (chosen.length > COMPARED_MAX) {
    notify(
      "information",
      `${chosen.length} runs were chosen; the first ${COMPARED_MAX} are drawn, more could not be told apart.`,
    );
  }
  const sources: RunSource[] = [];
  for (const { uri, label } of chosen.slice(0, COMPARED_MAX)) {
    const loaded = await library.load(uri);
    if (loaded.ok) {
      sources.push(loaded.value);
    } else {
      notify("warning", `${label} cannot be compared: ${loaded.failure.message}`);
    }
  }
  if (shownRun.shown === shown) {
    shownRun.compare(sources);
  }
}

/** Shows what differs between the config of the run that is shown and that of the first it is compared with. */
export async function compareRunConfigs({ shownRun, runConfigs }: CompareContext): Promise<void> {
  const own = shownRun.shown.kind === "run" ? nameConfig(shownRun.shown.source) : undefined;
  const other = shownRun.compared.map(nameConfig).find((each) => each !== undefined);
  if (own === undefined || other === undefined) {
    notify("information", "The configs of these runs cannot be read.");
    return;
  }
  await runConfigs.compare(own, other);
}

function nameConfig({ header }: RunSource): readonly [string, object] | undefined {
  return header?.config === undefined
    ? undefined
    : [`${header.configName}, ${header.createdAt.slice(0, 19).replace("T", " ")}`, header.config];
}
