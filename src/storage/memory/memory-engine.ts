import type { Engine } from '../engine.ts';
import { SortedMap } from '../sorted-map.ts';
import type { Value, View } from '../view.ts';

/** The whole state as one sorted map: a view of it, and a fork, is a reference to its root. */
export class MemoryEngine implements Engine {
  readonly #map: SortedMap<Value>;
  #view: View | undefined;

  constructor(map = new SortedMap<Value>()) {
    this.#map = map;
  }

  /** Another engine with the same state, at once. */
  fork(): MemoryEngine {
    return new MemoryEngine(this.#map.fork());
  }

  view(): View {
    this.#view ??= { layers: [{ map: this.#map.fork(), durable: undefined }], base: undefined, release: () => {} };
    return this.#view;
  }

  get(key: string): Uint8Array | undefined {
    return this.#map.get(key) ?? undefined;
  }

  apply(writes: readonly (readonly [key: string, value: Value])[]): undefined {
    this.#view = undefined;
    for (const [key, value] of writes) {
      if (value) this.#map.set(key, value);
      else this.#map.delete(key);
    }
  }

  async close(): Promise<void> {}
}
