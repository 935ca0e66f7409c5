import { expect, test } from 'vitest';
import { StoredItem } from '../stored-item.ts';
import type { Item } from '../values/value.ts';
import { decodeRecord, encodeRecord, recordedAt, recordSizeBytes, toStoredRecord } from './stored-record.ts';

const keys = { partition: { name: 'Id', type: 'N' } } as const;
const both = { viewType: 'NEW_AND_OLD_IMAGES', keys } as const;
const when = { at: 1_700_000_000_123, isExpiry: false };
const stored = (item: Item | undefined) => item && StoredItem.of(item);
const record = (old: Item | undefined, next: Item | undefined, view: Parameters<typeof toStoredRecord>[1] = both) =>
  toStoredRecord({ old: stored(old), next: stored(next) }, view, when);

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.Lambda.Tutorial.html
const first: Item = { Message: { S: 'New item!' }, Id: { N: '101' } };
const second: Item = { Message: { S: 'This item has changed' }, Id: { N: '101' } };

test('sizes are those of the records that AWS shows', () => {
  expect(
    [record(undefined, first), record(first, second), record(second, undefined)].map((one) => one!.eventName),
  ).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
  expect(recordSizeBytes(record(undefined, first)!)).toBe(26);
  expect(recordSizeBytes(record(first, second)!)).toBe(59);
  expect(recordSizeBytes(record(second, undefined)!)).toBe(38);
});

test('what changes nothing is no record, in whatever order the attributes come', () => {
  expect(record(first, { Id: first['Id']!, Message: first['Message']! })).toBeUndefined();
  expect(record(undefined, undefined)).toBeUndefined();
  expect(record({ ...first, a: { SS: ['x', 'y'] } }, { ...first, a: { SS: ['y', 'x'] } })).toBeUndefined();
});

test.each([
  ['KEYS_ONLY', false, false],
  ['NEW_IMAGE', true, false],
  ['OLD_IMAGE', false, true],
  ['NEW_AND_OLD_IMAGES', true, true],
] as const)('a stream of %s holds what it says', (viewType, hasNew, hasOld) => {
  const one = record(first, second, { viewType, keys })!;
  expect(one.keys.item).toEqual({ Id: { N: '101' } });
  expect(one.newImage?.item).toEqual(hasNew ? second : undefined);
  expect(one.oldImage?.item).toEqual(hasOld ? first : undefined);
});

test('a record is read back as it was written', () => {
  const binary: Item = { Id: { N: '1' }, b: { B: Buffer.from([0, 255]) }, s: { BS: [Buffer.from('é')] } };
  const bytes = encodeRecord({ ...record(binary, first)!, isExpiry: true });
  const read = decodeRecord(bytes);
  expect(read).toMatchObject({ eventName: 'MODIFY', at: when.at, isExpiry: true });
  expect(recordedAt(bytes)).toBe(when.at);
  expect([read.keys, read.newImage, read.oldImage].map((item) => item?.item)).toEqual([
    { Id: { N: '101' } },
    first,
    binary,
  ]);
});
