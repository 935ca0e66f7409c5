import type { Level, LevelSnapshot } from './level.ts';

/**
 * The time between the starts of two group commits. During it the base changes only under keys that the layers above
 * cover, so that all views of one epoch can share one snapshot of LevelDB, made when the epoch ends, if at all.
 */
export interface Epoch {
  readonly number: number;
  readers: number;
  snapshot: LevelSnapshot | undefined;
}

export class Epochs {
  readonly #level: Level;
  /** Those that a view still reads, oldest first. */
  readonly #past = new Set<Epoch>();
  #current: Epoch = { number: 0, readers: 0, snapshot: undefined };

  constructor(level: Level) {
    this.#level = level;
  }

  get current(): Epoch {
    return this.#current;
  }

  /** Whether there is a view, of whatever epoch. */
  get hasReaders(): boolean {
    return this.#current.readers > 0 || this.#past.size > 0;
  }

  /** The oldest epoch that a view may still read. */
  get oldest(): number {
    const [oldest] = this.#past;
    return (oldest ?? this.#current).number;
  }

  enter(): Epoch {
    this.#current.readers++;
    return this.#current;
  }

  leave(epoch: Epoch): void {
    epoch.readers--;
    if (epoch.readers > 0 || !epoch.snapshot) return;
    this.#past.delete(epoch);
    void epoch.snapshot.close();
  }

  /** To be called before a group commit changes the base. */
  turn(): void {
    const epoch = this.#current;
    this.#current = { number: epoch.number + 1, readers: 0, snapshot: undefined };
    if (epoch.readers === 0) return;
    epoch.snapshot = this.#level.snapshot();
    this.#past.add(epoch);
  }
}
