import type { Snapshot } from '../../storage/storage.ts';
import { readCounter } from '../../storage/counter.ts';
import { keysOf } from './store.ts';
import type { Counts } from './table-description.ts';
import type { Table } from './table.ts';

/** Of the table and its indexes, by their ids. DynamoDB counts anew every six hours; these are exact. */
export async function readCounts(from: Snapshot, table: Table): Promise<ReadonlyMap<string, Counts>> {
  const owners = [table.tableId, ...table.indexes.map(({ indexId }) => indexId)];
  return new Map(await Promise.all(owners.map(async (owner) => [owner, await readCount(from, owner)] as const)));
}

async function readCount(from: Snapshot, ownerId: string): Promise<Counts> {
  const [items, bytes] = await Promise.all([
    readCounter(from, keysOf(ownerId).itemCount),
    readCounter(from, keysOf(ownerId).byteCount),
  ]);
  return { items: Number(items), bytes: Number(bytes) };
}
