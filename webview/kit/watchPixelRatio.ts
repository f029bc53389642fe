/** Calls back when the page moves to a screen with other pixels, or is zoomed: canvases are then blurred. */
export function watchPixelRatio(onChange: () => void): void {
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  query.addEventListener(
    "change",
    () => {
      onChange();
      watchPixelRatio(onChange);
    },
    { once: true },
  );
}
