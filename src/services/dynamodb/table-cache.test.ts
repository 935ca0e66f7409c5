import { expect, test } from 'vitest';
import { pack } from '../../lib/tuple.ts';
import { tableKey } from './store.ts';
import { TableCache } from './table-cache.ts';

const here = { accountId: '000000000000', region: 'us-east-1', name: 'orders' };
const elsewhere = { ...here, region: 'eu-west-1' };
const rowOf = (address: typeof here, tableId: string) => Buffer.from(JSON.stringify({ ...address, tableId }));

test('a row that says the same again gives the same table, another row another one', () => {
  const cache = new TableCache();
  const first = cache.update(here, rowOf(here, 'a'));
  expect(first).toMatchObject({ ...here, tableId: 'a' });
  expect(cache.update(here, rowOf(here, 'a'))).toBe(first);
  expect(cache.update(here, rowOf(here, 'b'))).toMatchObject({ tableId: 'b' });
  expect(cache.find(here)?.table).toMatchObject({ tableId: 'b' });
  expect(cache.find(here)?.key.text).toBe(pack(tableKey(here)));
});

test('tables of one name in several regions are told apart, and forgotten one by one', () => {
  const cache = new TableCache();
  cache.update(here, rowOf(here, 'a'));
  cache.update(elsewhere, rowOf(elsewhere, 'b'));
  expect(cache.find(here)?.table.tableId).toBe('a');
  expect(cache.find(elsewhere)?.table.tableId).toBe('b');
  expect(cache.update(here, undefined)).toBeUndefined();
  expect(cache.find(here)).toBeUndefined();
  expect(cache.find(elsewhere)?.table.tableId).toBe('b');
});
