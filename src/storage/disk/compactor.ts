import type { Bounds } from '../bounds.ts';
import type { Writes } from './group.ts';
import type { Level } from './level.ts';

/** So many deletes in one table are worth a look at its size on the disk. */
const DELETES_PER_LOOK = 50_000;
/** Rewriting so much for each deleted entry is cheap enough; beyond it, more deletes have to come together. */
const MAX_BYTES_PER_DELETE = 4096;

interface Deletes {
  count: number;
  nextLook: number;
  from: string;
  to: string;
}

/** Gives back the space of what was deleted, where much was: LevelDB by itself waits for more writes. */
export class Compactor {
  readonly #level: Level;
  readonly #tables = new Map<string, Deletes>();
  #running: Promise<void> | undefined;
  #isClosed = false;

  constructor(level: Level) {
    this.#level = level;
  }

  onWritten(writes: Writes): void {
    for (const [key, value] of writes) if (!value) this.#count(key);
  }

  /** Waits for a compaction under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
  }

  #count(key: string): void {
    const name = key.slice(0, key.indexOf('\0'));
    const deletes = this.#tables.get(name) ?? { count: 0, nextLook: DELETES_PER_LOOK, from: key, to: key };
    this.#tables.set(name, deletes);
    deletes.count++;
    if (key < deletes.from) deletes.from = key;
    if (key > deletes.to) deletes.to = key;
    if (deletes.count < deletes.nextLook || this.#running || this.#isClosed) return;
    this.#running = this.#look(name, deletes)
      // Space is not given back this time; nothing is lost.
      .catch(() => undefined)
      .finally(() => (this.#running = undefined));
  }

  async #look(name: string, deletes: Deletes): Promise<void> {
    const bounds: Bounds = { from: deletes.from, to: `${deletes.to}\0` };
    if ((await this.#level.sizeBytes(bounds)) > deletes.count * MAX_BYTES_PER_DELETE) {
      deletes.nextLook = deletes.count * 2;
      return;
    }
    this.#tables.delete(name);
    await this.#level.compact(bounds);
  }
}
