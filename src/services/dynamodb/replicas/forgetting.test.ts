import { expect, test } from 'vitest';
import type { Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { toItemKey } from '../item-key.ts';
import { DELETION_MEMORY_MS } from '../limits.ts';
import { itemsPrefix, setTable } from '../store.ts';
import { StoredItem } from '../stored-item.ts';
import { testContext } from '../testing.ts';
import type { Table } from '../table.ts';
import { writeItem } from '../write-item.ts';
import { forgetDeletions } from './forgetting.ts';
import { encodeWrite } from './replicated-write.ts';
import { deletionsPrefix, logPrefix, versionsPrefix } from './store.ts';
import type { Version } from './version.ts';

const alone: Table = {
  tableId: 'east',
  accountId: '000000000000',
  region: 'us-east-1',
  name: 'world',
  keys: { partition: { name: 'id', type: 'S' } },
  attributes: [{ name: 'id', type: 'S' }],
  indexes: [],
  billing: { mode: 'PAY_PER_REQUEST', throughput: { readUnits: 0, writeUnits: 0 } },
  createdAt: 0,
  activeAt: 0,
  isDeletionProtected: false,
};
const table: Table = { ...alone, replicas: [{ region: 'us-west-2', tableId: 'west', joinedAt: 0 }] };

const itemOf = (id: string) => StoredItem.of({ id: { S: id } });
const keyOf = (id: string) => toItemKey(itemOf(id).item, table.keys);
const versionAt = (at: number): Version => ({ at, count: 0, region: 'us-west-2' });

async function write(tx: Transaction, id: string, old: boolean, next: boolean, at: number): Promise<void> {
  const change = { old: old ? itemOf(id) : undefined, next: next ? itemOf(id) : undefined };
  await writeItem(tx, table, keyOf(id), { ...change, replicated: versionAt(at) });
}

/** How many deletions, versions and items are left after a forgetting. */
async function afterForgetting(ctx: Context, row: Table): Promise<number[]> {
  await ctx.transact(['test'], (tx) => setTable(tx, row));
  await forgetDeletions(ctx, row);
  return ctx.read(async (from) => {
    const prefixes = [deletionsPrefix('east'), versionsPrefix('east'), itemsPrefix('east')];
    return Promise.all(prefixes.map(async (prefix) => (await from.list({ prefix })).length));
  });
}

test('a deletion is forgotten after a day, and not before', async () => {
  const ctx = testContext();
  const now = ctx.clock.now();
  await ctx.transact(['test'], async (tx) => {
    await write(tx, 'old', true, false, now - DELETION_MEMORY_MS - 60_000);
    await write(tx, 'young', true, false, now - DELETION_MEMORY_MS + 60_000);
  });
  expect(await afterForgetting(ctx, table)).toEqual([1, 1, 0]);
});

test('the version of an item that is there again stays', async () => {
  const ctx = testContext();
  const at = ctx.clock.now() - DELETION_MEMORY_MS - 60_000;
  await ctx.transact(['test'], async (tx) => {
    await write(tx, 'a', true, false, at);
    await write(tx, 'a', false, true, at + 1);
  });
  expect(await afterForgetting(ctx, table)).toEqual([0, 1, 1]);
});

test('no deletion is forgotten while an older write is on its way, to whichever replica', async () => {
  for (const [target, source] of [
    ['east', 'west'],
    ['west', 'east'],
  ] as const) {
    const ctx = testContext();
    const at = ctx.clock.now() - 3 * DELETION_MEMORY_MS;
    await ctx.transact(['test'], async (tx) => {
      await write(tx, 'a', true, false, at);
      const late = { key: keyOf('a'), version: versionAt(at - 1), next: itemOf('a') };
      tx.append(logPrefix(target, source), encodeWrite(late));
    });
    expect(await afterForgetting(ctx, table)).toEqual([1, 1, 0]);
  }
});

test('a table that is global no more forgets them all', async () => {
  const ctx = testContext();
  const now = ctx.clock.now();
  await ctx.transact(['test'], (tx) => write(tx, 'a', true, false, now));
  expect(await afterForgetting(ctx, alone)).toEqual([0, 0, 0]);
});
