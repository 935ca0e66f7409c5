/** Enough for the rows that every request reads, and small beside what LevelDB keeps itself. */
const CAPACITY_BYTES = 8 * 1024 * 1024;
/** A large value would push out many small ones, and gains less. */
const LARGEST_VALUE_BYTES = 64 * 1024;
/** What an entry costs beside its bytes. */
const ENTRY_BYTES = 200;

/**
 * Values of the present, as read last: a look into LevelDB costs ten times as much. Two halves instead of an order:
 * what was not asked for while one half filled is dropped with the other.
 */
export class ReadCache {
  #young = new Map<string, Uint8Array>();
  #old = new Map<string, Uint8Array>();
  #youngBytes = 0;

  get(key: string): Uint8Array | undefined {
    const young = this.#young.get(key);
    if (young) return young;
    const old = this.#old.get(key);
    if (old) this.add(key, old);
    return old;
  }

  add(key: string, value: Uint8Array): void {
    if (value.byteLength > LARGEST_VALUE_BYTES) return;
    this.#young.set(key, value);
    this.#youngBytes += ENTRY_BYTES + key.length + value.byteLength;
    if (this.#youngBytes < CAPACITY_BYTES / 2) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#youngBytes = 0;
  }

  /** What was asked for before is likely to be asked for again; anything else is not taken in. */
  onWrite(key: string, value: Uint8Array | null): void {
    const isKnown = this.#young.delete(key) || this.#old.has(key);
    if (!isKnown) return;
    this.#old.delete(key);
    if (value) this.add(key, value);
  }
}
