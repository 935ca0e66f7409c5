import { toBuffer } from '../../lib/to-buffer.ts';
import type { Key } from '../../storage/storage.ts';
import type { Table } from './table.ts';

interface Entry {
  readonly bytes: Uint8Array;
  readonly table: Table;
}

/**
 * Decoded table rows. Every request reads its table's row, in its own snapshot; as long as the bytes are the same,
 * decoding them again would give the same table. It never decides what is true: storage does.
 */
export class TableCache {
  readonly #entries = new Map<string, Entry>();
  /** Mostly the storage gives the very bytes that it gave before. */
  readonly #decoded = new WeakMap<Uint8Array, Table>();

  decode(key: Key, bytes: Uint8Array): Table {
    const decoded = this.#decoded.get(bytes);
    if (decoded) return decoded;
    const table = this.#decode(key, bytes);
    this.#decoded.set(bytes, table);
    return table;
  }

  /** The table as last seen, which may be out of date: good for choosing a lane, not for an answer. */
  lastSeen(key: Key): Table | undefined {
    return this.#entries.get(toName(key))?.table;
  }

  forget(key: Key): void {
    this.#entries.delete(toName(key));
  }

  #decode(key: Key, bytes: Uint8Array): Table {
    const name = toName(key);
    const known = this.#entries.get(name);
    if (known && Buffer.compare(known.bytes, bytes) === 0) return known.table;
    const table = JSON.parse(toBuffer(bytes).toString()) as Table;
    this.#entries.set(name, { bytes, table });
    return table;
  }
}

const toName = (key: Key) => key.join('/');
