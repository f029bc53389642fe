import "./dots.css";
import { createElement } from "../../../../webview/kit/element";
import { createTexts } from "../../../../webview/kit/texts";
import type { PictureKind } from "../../../../webview/picture/pictureKind";

const text = createTexts({ title: "Dots of {0}" });

interface DotsView {
  readonly title: string;
}

/** A picture of one folder. */
export const dots: PictureKind<"dots", DotsView> = {
  name: "dots",
  title: "Dots",
  column: "beside",
  createBuilder:
    () =>
    ({ cell }) => ({ title: text("title", cell.info.datasetName) }),
  remarkOnLayers: () => [{ missing: "no dot" }],
  listFigures: () => [],
  createPart: () => {
    const heading = createElement("h2");
    return {
      element: createElement("section", { className: "dots" }, [heading]),
      update: ({ title }) => {
        heading.textContent = title;
      },
      clear: () => {
        heading.textContent = "";
      },
      moveCursor: () => undefined,
      sharpen: () => undefined,
      readDrawn: () => undefined,
    };
  },
};
