/** Keeps what was used last, `capacity` entries at most. A Map remembers the order of insertion. */
export class RecentCache<T> {
  readonly #entries = new Map<string, T>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The entry of `key`, made by `make` when it is not here; what `make` throws is not kept. */
  get(key: string, make: () => T): T {
    const known = this.#entries.get(key);
    if (known === undefined) return this.#add(key, make());
    this.#entries.delete(key);
    this.#entries.set(key, known);
    return known;
  }

  #add(key: string, entry: T): T {
    this.#entries.set(key, entry);
    if (this.#entries.size > this.#capacity) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest);
        break;
      }
    }
    return entry;
  }
}
