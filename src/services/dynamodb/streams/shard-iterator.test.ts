import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from '../../../kernel/aws-error.ts';
import { decodeIterator, encodeIterator } from './shard-iterator.ts';

const MINUTE_MS = 60_000;
const iterator = {
  stream: { accountId: '000000000000', region: 'us-east-1', tableName: 'orders', label: '2015-05-11T21:21:33.291' },
  shardId: 'shardId-00000001414576573621-f55eea83',
  from: [12, 3] as const,
  issuedAt: 1000,
};

test('an iterator is read back until it is 15 minutes old', () => {
  const text = encodeIterator(iterator);
  expect(decodeIterator(text, 1000 + 15 * MINUTE_MS - 1)).toEqual(iterator);
  expect(() => decodeIterator(text, 1000 + 15 * MINUTE_MS)).toThrow(
    expect.objectContaining({ code: 'ExpiredIteratorException' }),
  );
});

test('whatever else comes is refused', () => {
  const text = encodeIterator(iterator);
  expect(() => decodeIterator(text.replace('orders', ''), 1000)).toThrow('Invalid ShardIterator');
  fc.assert(
    fc.property(fc.string(), fc.json(), (noise, json) => {
      const state = Buffer.from(json).toString('base64url');
      expect(() => decodeIterator(`${noise}|1|${state}`, 1000)).toThrow(AwsError);
    }),
  );
});
