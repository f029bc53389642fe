// The page around the frames: which state and theme they show.
import { EDITOR_THEMES } from "../../test/support/editorThemes";
import { SCENES } from "./scenes";

const scene = createChoice("scene", [...SCENES.keys()]);
const theme = createChoice("theme", Object.keys(EDITOR_THEMES));

function createChoice(name: string, options: readonly string[]): HTMLSelectElement {
  const select = document.createElement("select");
  select.append(...options.map((option) => new Option(option)));
  select.value = new URLSearchParams(location.hash.slice(1)).get(name) ?? options[0] ?? "";
  select.addEventListener("change", show);
  const label = document.createElement("label");
  label.append(`${name} `, select);
  document.querySelector("nav")?.append(label);
  return select;
}

function show(): void {
  const query = new URLSearchParams({ scene: scene.value, theme: theme.value });
  location.hash = query.toString();
  for (const placement of ["panel", "side"]) {
    query.set("placement", placement);
    document.getElementById(placement)?.setAttribute("src", `frame-page.html?${query.toString()}`);
  }
}

show();
