import { expect, test } from 'vitest';
import type { Index, Table } from '../table.ts';
import { follow } from './following.ts';

const keys = { partition: { name: 'id', type: 'S' } } as const;
const index = (name: string, readUnits: number, indexId = name): Index => ({
  indexId,
  name,
  kind: 'global',
  keys,
  projection: { type: 'ALL' },
  throughput: { readUnits, writeUnits: 5 },
});

function table(region: string, readUnits: number, more: Partial<Table> = {}): Table {
  return {
    tableId: region,
    accountId: '000000000000',
    region,
    name: 'world',
    keys,
    attributes: [keys.partition],
    indexes: [],
    billing: { mode: 'PROVISIONED', throughput: { readUnits, writeUnits: 5 } },
    createdAt: 0,
    activeAt: 0,
    isDeletionProtected: false,
    ...more,
  };
}

const own = table('us-east-1', 5);
const withThroughput = (readUnits: number, writeUnits: number): Table => ({
  ...own,
  billing: { ...own.billing, throughput: { readUnits, writeUnits } },
});

test('throughput is the same in all replicas', () => {
  const peer = follow(own, withThroughput(7, 9), table('us-west-2', 5));
  expect(peer.billing.throughput).toEqual({ readUnits: 7, writeUnits: 9 });
});

test('reads that were different stay so', () => {
  const peer = follow(own, withThroughput(7, 9), table('us-west-2', 20));
  expect(peer.billing.throughput).toEqual({ readUnits: 20, writeUnits: 9 });
});

test('what scales the reads of one region leaves the others as they are', () => {
  const peer = follow(own, withThroughput(7, 9), table('us-west-2', 5), true);
  expect(peer.billing.throughput).toEqual({ readUnits: 5, writeUnits: 9 });
});

test('on demand is the same in all replicas, there and back', () => {
  const onDemand: Table = {
    ...own,
    billing: { mode: 'PAY_PER_REQUEST', throughput: { readUnits: 0, writeUnits: 0 }, onDemandSince: 1 },
  };
  const peer = follow(own, onDemand, table('us-west-2', 20));
  expect(peer.billing).toEqual(onDemand.billing);
  expect(follow(onDemand, withThroughput(7, 9), peer).billing.throughput).toEqual({ readUnits: 7, writeUnits: 9 });
});

test('a new index begins in all replicas, under an id of its own, and a deleted one ends', () => {
  const before = table('us-east-1', 5, { indexes: [index('old', 5, 'old-east')] });
  const after = { ...before, indexes: [{ ...index('new', 5, 'new-east'), isBackfilling: true }] };
  const peer = follow(before, after, table('us-west-2', 5, { indexes: [index('old', 5, 'old-west')] }));
  expect(peer.indexes).toEqual([{ ...index('new', 5, 'new-east/us-west-2'), isBackfilling: true }]);
});

test('an index that stays keeps its id and its own reads', () => {
  const before = table('us-east-1', 5, { indexes: [index('byDay', 5, 'east')] });
  const after = { ...before, indexes: [{ ...index('byDay', 8, 'east'), throughput: { readUnits: 8, writeUnits: 9 } }] };
  const ofPeer = (readUnits: number) =>
    follow(before, after, table('us-west-2', 5, { indexes: [index('byDay', readUnits, 'west')] })).indexes;
  expect(ofPeer(5)).toEqual([{ ...index('byDay', 8, 'west'), throughput: { readUnits: 8, writeUnits: 9 } }]);
  expect(ofPeer(6)).toEqual([{ ...index('byDay', 6, 'west'), throughput: { readUnits: 6, writeUnits: 9 } }]);
});

test('maximum requests follow, except for reads that were overridden', () => {
  const before = { ...own, onDemandLimits: { maxReadUnits: 10, maxWriteUnits: 10 } };
  const after = { ...own, onDemandLimits: { maxReadUnits: 20, maxWriteUnits: 30 } };
  expect(
    follow(before, after, { ...table('us-west-2', 5), onDemandLimits: before.onDemandLimits }).onDemandLimits,
  ).toEqual(after.onDemandLimits);
  const overridden = { ...table('us-west-2', 5), onDemandLimits: { maxReadUnits: 15, maxWriteUnits: 10 } };
  expect(follow(before, after, overridden).onDemandLimits).toEqual({ maxReadUnits: 15, maxWriteUnits: 30 });
});

test('deletion protection and the stream are each replica’s own', () => {
  const peer = table('us-west-2', 5, { isDeletionProtected: true, stream: { label: 'w', viewType: 'KEYS_ONLY' } });
  const after = { ...own, isDeletionProtected: false, stream: { label: 'e', viewType: 'NEW_IMAGE' as const } };
  expect(follow(own, after, peer)).toMatchObject({ isDeletionProtected: true, stream: { label: 'w' } });
});

test('the kind of encryption is the same, the key is not', () => {
  const managed = { Enabled: true, SSEType: 'KMS' } as const;
  expect(follow(own, { ...own, sse: managed }, table('us-west-2', 5)).sse).toEqual(managed);
  const east = { ...own, sse: { ...managed, KMSMasterKeyId: 'east' } };
  const west = { ...table('us-west-2', 5), sse: { ...managed, KMSMasterKeyId: 'west' } };
  expect(follow(east, { ...own, sse: { ...managed, KMSMasterKeyId: 'new' } }, west).sse).toEqual(west.sse);
  expect(() => follow(own, east, table('us-west-2', 5))).toThrow(
    'All replica keys must either be Customer Managed CMK',
  );
});
