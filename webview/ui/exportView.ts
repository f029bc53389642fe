import type { ViewToHost } from "../../src/view/viewMessages";
import { drawSvg, encodePng } from "../export/drawSvg";
import { encodeGif } from "../export/encodeGif";
import { writeSvgFigure } from "../export/svgFigure";
import { placeEpoch } from "../kit/epochScale";
import { text } from "../kit/strings";
import type { ZoomWindow } from "../kit/zoomWindow";
import type { Timeline } from "../state/timeline";
import { buildExportSheet, type ExportScope } from "./exportSheet";
import { writeMarkdownTable } from "./tableText";
import type { TableView } from "./tableView";
import type { ViewModel } from "./viewModel";

/** What the view makes of itself; what needs every figure of the run the host makes. */
export const EXPORTS = ["png1", "png2", "png4", "svg", "gif", "copyImage", "copyMarkdown"] as const;
export type ExportName = (typeof EXPORTS)[number];

export interface ExportContext {
  readonly view: ViewModel;
  readonly timeline: Timeline;
  /** The part of a picture's axes that is looked at, by its name; undefined for all of them. */
  readonly windowOf: (name: string) => ZoomWindow | undefined;
  /** All pictures, or one of them. */
  readonly scope: ExportScope;
  /** The table of the epoch that is looked at; undefined if no network is shown. */
  readonly buildTable: () => TableView | undefined;
  readonly post: (message: ViewToHost) => void;
  /** Told what is being done, and an empty text at the end. */
  readonly onProgress: (said: string) => void;
}

/** Frames of an animation, and its size to that of a sheet. */
const FRAMES_MAX = 60;
const GIF_SCALE = 0.75;

const PNG_SCALE = { png1: 1, png2: 2, png4: 4 } as const;

/** Makes a file of what is shown and hands it to the host, or puts it on the clipboard. */
export async function exportView(name: ExportName, context: ExportContext): Promise<void> {
  const { view, windowOf, post, buildTable, scope } = context;
  const sheet = buildExportSheet(view, view.cursor, windowOf, scope);
  if (sheet === undefined) {
    return;
  }
  switch (name) {
    case "svg":
      post({ type: "view/save", format: "svg", data: writeSvgFigure(sheet) });
      break;
    case "png1":
    case "png2":
    case "png4": {
      const canvas = await drawSvg(writeSvgFigure(sheet), PNG_SCALE[name]);
      post({ type: "view/save", format: "png", data: await encodePng(canvas) });
      break;
    }
    case "gif":
      post({ type: "view/save", format: "gif", data: await animate(context) });
      break;
    case "copyImage": {
      const png = await encodePng(await drawSvg(writeSvgFigure(sheet), 2));
      const blob = new Blob([png as Uint8Array<ArrayBuffer>], { type: "image/png" });
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
      post({ type: "view/action", action: "mentionImage" });
      break;
    }
    case "copyMarkdown": {
      const table = buildTable();
      post({
        type: "view/copy",
        text: [`# ${sheet.title}`, "", ...[...sheet.captions, sheet.provenance].flatMap((line) => [line, ""])]
          .concat(table === undefined ? [] : [writeMarkdownTable(table)])
          .join("\n"),
      });
      break;
    }
  }
}

async function animate({ view, timeline, windowOf, scope, onProgress }: ExportContext): Promise<Uint8Array> {
  const epochs = chooseFrames(timeline, FRAMES_MAX);
  try {
    return await encodeGif(writeSheets(view, epochs, windowOf, scope), epochs.length, GIF_SCALE, (done) => {
      onProgress(text("exportFrame", done, epochs.length));
    });
  } finally {
    onProgress("");
  }
}

function* writeSheets(
  view: ViewModel,
  epochs: readonly number[],
  windowOf: ExportContext["windowOf"],
  scope: ExportScope,
): Generator<string> {
  for (const epoch of epochs) {
    const sheet = buildExportSheet(view, epoch, windowOf, scope);
    if (sheet !== undefined) {
      yield writeSvgFigure(sheet);
    }
  }
}

/** Recorded epochs at even distances on the logarithmic scale, the first and the last among them. */
export function chooseFrames(timeline: Timeline, count: number): readonly number[] {
  const last = timeline.at(-1) ?? 0;
  const chosen: number[] = [];
  let taken = -1;
  for (const epoch of timeline) {
    const frame = Math.floor(placeEpoch(epoch, last) * (count - 1));
    if (frame > taken || epoch === last) {
      if (frame === taken) {
        chosen.pop();
      }
      chosen.push(epoch);
      taken = frame;
    }
  }
  return chosen;
}
