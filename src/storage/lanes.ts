/** One at a time in each lane, in the order of arrival. */
export class Lanes {
  readonly #waiting = new Map<string, (() => void)[]>();

  /** Resolves when it is the caller's turn; undefined when that is now. Everybody who enters must leave. */
  enter(lane: string): Promise<void> | undefined {
    const queue = this.#waiting.get(lane);
    if (!queue) {
      this.#waiting.set(lane, []);
      return undefined;
    }
    return new Promise((resolve) => queue.push(resolve));
  }

  leave(lane: string): void {
    const queue = this.#waiting.get(lane);
    const next = queue?.shift();
    if (next) next();
    else this.#waiting.delete(lane);
  }
}
