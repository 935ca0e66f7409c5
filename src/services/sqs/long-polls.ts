/** Who waits for messages of which queue, in this process: the first in line watches, the others wait for their turn. */
export class LongPolls {
  readonly #lines = new Map<string, Place[]>();

  /** Joins the line of `queue`. Whoever joins must `leave`. */
  enter(queue: string): Place {
    const line = this.#lines.get(queue) ?? [];
    const place = new Place(line.length === 0, () => this.#leave(queue, place));
    line.push(place);
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
  readonly isFirst: boolean;
  /** Resolves when all who came before have left; never for who came first. */
  readonly turn: Promise<void>;
  readonly leave: () => void;
  #admit: () => void = () => {};

  constructor(isFirst: boolean, leave: () => void) {
    this.isFirst = isFirst;
    this.turn = new Promise((resolve) => (this.#admit = resolve));
    this.leave = leave;
  }

  admit(): void {
    this.#admit();
  }
}
