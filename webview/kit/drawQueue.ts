/**
 * Gives every drawing a frame of its own, in the order in which they were asked for: drawn in one go, several charts
 * would keep keys and pointer waiting.
 */
export class DrawQueue {
  private asked = false;
  private readonly waiting = new Map<object, () => void>();
  private readonly requestFrame: (callback: () => void) => unknown;

  constructor(requestFrame: (callback: () => void) => unknown) {
    this.requestFrame = requestFrame;
  }

  /** Draws a thing soon, in place of a drawing of it that still waits. */
  request(thing: object, draw: () => void): void {
    this.waiting.set(thing, draw);
    this.askForFrame();
  }

  /** A drawing of this thing that still waits is not made. */
  drop(thing: object): void {
    this.waiting.delete(thing);
  }

  /** Whether something waits to be drawn. */
  get isWaiting(): boolean {
    return this.waiting.size > 0;
  }

  private askForFrame(): void {
    if (!this.asked && this.waiting.size > 0) {
      this.asked = true;
      this.requestFrame(() => {
        this.asked = false;
        this.drawNext();
      });
    }
  }

  private drawNext(): void {
    const [next] = this.waiting;
    if (next !== undefined) {
      const [thing, draw] = next;
      this.waiting.delete(thing);
      // Before it is drawn: what cannot be drawn must not hold up the others.
      this.askForFrame();
      draw();
    }
  }
}
