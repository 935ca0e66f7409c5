import { expect, test } from 'vitest';
import { isExpired, newShardId, toShards } from './shard.ts';

const DAY_MS = 86_400_000;

test('a shard ends where the next one, or the end of the stream, begins', () => {
  const shards = toShards([
    { shardId: 'a', at: 1, position: [1, 0] },
    { shardId: 'b', parentShardId: 'a', at: 5, position: [9, 0] },
    { at: 8, position: [12, 3] },
  ]);
  expect(shards).toEqual([
    { shardId: 'a', parentShardId: undefined, openedAt: 1, start: [1, 0], end: { position: [9, 0], at: 5 } },
    { shardId: 'b', parentShardId: 'a', openedAt: 5, start: [9, 0], end: { position: [12, 3], at: 8 } },
  ]);
});

test('the last shard of a stream that goes on is open', () => {
  expect(toShards([{ shardId: 'a', at: 1, position: [1, 0] }])[0]?.end).toBeUndefined();
});

test('a shard goes a day after it was closed, an open one never', () => {
  const end = { position: [1, 0] as const, at: 0 };
  expect([DAY_MS - 1, DAY_MS].map((now) => isExpired({ end }, now))).toEqual([false, true]);
  expect(isExpired({ end: undefined }, 9 * DAY_MS)).toBe(false);
});

test('shard ids are as long as AWS’s, sort by time, and differ between streams', () => {
  const stream = { tableId: 't', label: 'l' };
  const [first, later] = [newShardId(stream, 1414576573621), newShardId(stream, 1414576573622)];
  expect(first).toMatch(/^shardId-00000001414576573621-[0-9a-f]{8}$/);
  expect(first < later).toBe(true);
  expect(newShardId({ ...stream, label: 'm' }, 1414576573621)).not.toBe(first);
});
