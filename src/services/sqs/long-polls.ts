/** Who waits for messages of which queue, in this process: the first in line watches, the others wait for their turn. */
export class LongPolls {
  readonly #lines = new Map<string, Place[]>();

  /** Joins the line of `queue`. Whoever joins must `leave`. */
  enter(queue: string): Place {
    const line = this.#lines.get(queue) ?? [];
    const place = new Place(() => this.#leave(queue, place));
    if (line.push(place) === 1) place.admit();
    this.#lines.set(queue, line);
    return place;
  }

  #leave(queue: string, place: Place): void {
    const line = (this.#lines.get(queue) ?? []).filter((other) => other !== place);
    if (line.length === 0) this.#lines.delete(queue);
    else this.#lines.set(queue, line);
    line[0]?.admit();
  }
}

export class Place {
  /** Resolves when all who came before have left. */
  readonly turn: Promise<void>;
  readonly leave: () => void;
  #admit: () => void = () => {};

  constructor(leave: () => void) {
    this.turn = new Promise((resolve) => (this.#admit = resolve));
    this.leave = leave;
  }

  admit(): void {
    this.#admit();
  }
}
