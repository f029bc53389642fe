/**
 * Gathers requests to draw into one drawing a frame.
 * @returns asks for a drawing; asking again before it is made changes nothing
 */
export function createFrameScheduler(
  requestFrame: (callback: () => void) => unknown,
  draw: () => void,
): () => void {
  let asked = false;
  return () => {
    if (!asked) {
      asked = true;
      requestFrame(() => {
        asked = false;
        draw();
      });
    }
  };
}
