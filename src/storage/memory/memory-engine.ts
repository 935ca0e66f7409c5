import { Cursor } from '../cursor.ts';
import type { Engine } from '../engine.ts';
import { SortedMap } from '../sorted-map.ts';
import type { Layer, Value, View } from '../view.ts';

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
    this.#view ??= { layers: [toLayer(this.#map.fork())], base: undefined, release: () => {} };
    return this.#view;
  }

  get(key: string): Value | undefined {
    return this.#map.get(key);
  }

  apply(writes: ReadonlyMap<string, Value>): undefined {
    this.#view = undefined;
    for (const [key, value] of writes) {
      if (value === null) this.#map.delete(key);
      else this.#map.set(key, value);
    }
  }

  async close(): Promise<void> {}
}

const toLayer = (map: SortedMap<Value>): Layer => ({
  durable: undefined,
  get: (key) => map.get(key),
  open: (bounds, reverse) => new Cursor(map, bounds, reverse),
});
