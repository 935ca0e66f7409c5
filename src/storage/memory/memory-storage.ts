import type { Clock } from '../../kernel/clock.ts';
import { LocalStorage } from '../local-storage.ts';
import { MemoryEngine } from './memory-engine.ts';

interface MemoryStorageOptions {
  readonly clock: Clock;
}

/** State that lives as long as this object. */
export class MemoryStorage extends LocalStorage {
  readonly #engine: MemoryEngine;
  readonly #generation: number;

  constructor({ clock }: MemoryStorageOptions, engine = new MemoryEngine(), generation = 0) {
    super(engine, clock, generation);
    this.#engine = engine;
    this.#generation = generation;
  }

  /** Another storage with the same state, at once, whatever its size; afterwards they are strangers. */
  fork({ clock }: MemoryStorageOptions): MemoryStorage {
    return new MemoryStorage({ clock }, this.#engine.fork(), this.#generation + 1);
  }
}
