// In one frame: stands for VS Code, tells the view its scene, and loads the page anew when something was saved.
import { EDITOR_THEMES, type EditorThemeName } from "../../test/support/editorThemes";
import { SCENES } from "./scenes";

const query = new URLSearchParams(location.search);
const theme = EDITOR_THEMES[(query.get("theme") ?? "dark") as EditorThemeName];
const scene = SCENES.get(query.get("scene") ?? "complete");

for (const [name, value] of Object.entries(theme.variables)) {
  document.documentElement.style.setProperty(name, value);
}
document.body.className = theme.bodyClass;
document.body.dataset["placement"] = query.get("placement") ?? "panel";

let state: unknown;
Object.assign(globalThis, {
  acquireVsCodeApi: () => ({
    postMessage: ({ type }: { readonly type: string }) => {
      if (type === "view/ready" && scene !== undefined) {
        window.dispatchEvent(new MessageEvent("message", { data: scene }));
      }
    },
    getState: () => state,
    setState: (next: unknown) => {
      state = next;
    },
  }),
});
new EventSource("/esbuild").addEventListener("change", () => {
  location.reload();
});
