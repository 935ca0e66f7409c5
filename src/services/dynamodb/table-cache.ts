import { PackedTuple } from '../../lib/tuple.ts';
import { toBuffer } from '../../lib/to-buffer.ts';
import type { PackedKey } from '../../storage/storage.ts';
import { tableKey } from './store.ts';
import type { Table } from './table.ts';
import type { TableAddress } from './table-name.ts';

export interface CachedTable {
  /** Of its row. */
  readonly key: PackedKey;
  readonly bytes: Uint8Array;
  readonly table: Table;
}

/**
 * Decoded table rows. Every request reads its table's row, in its own snapshot; as long as the bytes are the same,
 * decoding them again would give the same table. It never decides what is true: storage does.
 */
export class TableCache {
  /** By name: a few accounts or regions at most have tables of the same. */
  readonly #tables = new Map<string, readonly CachedTable[]>();

  /** The table as last seen, which may be out of date: good for choosing a lane, not for an answer. */
  find(address: TableAddress): CachedTable | undefined {
    for (const known of this.#tables.get(address.name) ?? []) {
      const { accountId, region } = known.table;
      if (region === address.region && accountId === address.accountId) return known;
    }
    return undefined;
  }

  /** Takes what the row is now, undefined for none, and returns the table that it is. */
  update(address: TableAddress, bytes: Uint8Array | undefined): Table | undefined {
    const known = this.find(address);
    const others = (this.#tables.get(address.name) ?? []).filter((other) => other !== known);
    if (!bytes) {
      if (others.length > 0) this.#tables.set(address.name, others);
      else this.#tables.delete(address.name);
      return undefined;
    }
    const isSame = known && Buffer.compare(known.bytes, bytes) === 0;
    const table = isSame ? known.table : (JSON.parse(toBuffer(bytes).toString()) as Table);
    const key = known?.key ?? PackedTuple.ofPrefix(tableKey(address));
    this.#tables.set(address.name, [...others, { key, bytes, table }]);
    return table;
  }
}
