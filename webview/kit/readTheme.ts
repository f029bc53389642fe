import { resolveTheme, type ChartTheme } from "./theme";

const HIGH_CONTRAST = ["vscode-high-contrast", "vscode-high-contrast-light"];

/** The charts' theme as the editor's CSS variables are now. */
export function readTheme(): ChartTheme {
  const computed = getComputedStyle(document.body);
  return resolveTheme({
    read: (variable) => computed.getPropertyValue(variable),
    background: computed.backgroundColor,
    highContrast: HIGH_CONTRAST.some((name) => document.body.classList.contains(name)),
  });
}

/** Calls back when the editor's theme changes: it then rewrites the body's class and the root's style. */
export function watchTheme(onChange: () => void): void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  observer.observe(document.body, { attributes: true, attributeFilter: ["style", "class"] });
}
