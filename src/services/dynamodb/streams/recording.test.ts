import { expect, test } from 'vitest';
import { SystemClock } from '../../../kernel/clock.ts';
import { MemoryStorage } from '../../../storage/memory/memory-storage.ts';
import { StoredItem } from '../stored-item.ts';
import type { Table } from '../table.ts';
import type { Item } from '../values/value.ts';
import { recordChange } from './recording.ts';
import { recordsPrefix, recordsTopic } from './store.ts';
import { decodeRecord } from './stored-record.ts';

const table: Table = {
  accountId: '000000000000',
  region: 'us-east-1',
  name: 'orders',
  tableId: 'id',
  keys: { partition: { name: 'p', type: 'S' } },
  attributes: [{ name: 'p', type: 'S' }],
  indexes: [],
  billing: { mode: 'PAY_PER_REQUEST', throughput: { readUnits: 0, writeUnits: 0 } },
  createdAt: 0,
  activeAt: 0,
  isDeletionProtected: false,
  stream: { label: '2025-01-01T00:00:00.000', viewType: 'KEYS_ONLY' },
};
const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/orders/stream/2025-01-01T00:00:00.000';

const setup = () => {
  const storage = new MemoryStorage({ clock: new SystemClock() });
  const record = (old: Item | undefined, next: Item | undefined) =>
    storage.transact([], (tx) =>
      recordChange(tx, table, { old: old && StoredItem.of(old), next: next && StoredItem.of(next) }),
    );
  const list = () =>
    storage.read((from) => from.list({ prefix: recordsPrefix({ tableId: 'id', label: table.stream!.label }) }));
  return { storage, record, list };
};

test('a poller that waits on the stream is woken by a record', async () => {
  const { storage, record, list } = setup();
  const since = storage.version;
  await record(undefined, { p: { S: 'a' } });
  await storage.wait(recordsTopic(arn), Infinity, undefined, since);
  const records = (await list()).map(({ value }) => decodeRecord(value));
  expect(records.map(({ eventName, keys }) => [eventName, keys.item])).toEqual([['INSERT', { p: { S: 'a' } }]]);
});

test('what changes nothing writes nothing', async () => {
  const { storage, record, list } = setup();
  const since = storage.version;
  await record({ p: { S: 'a' } }, { p: { S: 'a' } });
  expect(await list()).toEqual([]);
  expect(storage.version).toBe(since);
});
