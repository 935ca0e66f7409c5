/** Keeps the entries used last. A `Map` remembers the order in which its keys were set. */
export class Lru<K, V> {
  readonly #entries = new Map<K, V>();
  readonly #capacity: number;
  #newest: K | undefined;
  #newestValue: V | undefined;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(key: K): V | undefined {
    // The one asked for most: to compare a long text costs less than to hash it.
    if (key === this.#newest) return this.#newestValue;
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#add(key, value);
    return value;
  }

  /** The value of `key`, made where there is none; what `make` throws is not kept. */
  getOrMake(key: K, make: () => V): V {
    const known = this.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.set(key, made);
    return made;
  }

  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#add(key, value);
    if (this.#entries.size > this.#capacity) this.#entries.delete(this.#entries.keys().next().value!);
  }

  delete(key: K): void {
    this.#entries.delete(key);
    if (key === this.#newest) [this.#newest, this.#newestValue] = [undefined, undefined];
  }

  #add(key: K, value: V): void {
    this.#entries.set(key, value);
    this.#newest = key;
    this.#newestValue = value;
  }
}
