import { expect, test } from 'vitest';
import { isGone, newLabel, parseStreamArn, streamArn, streamStatus, type Stream } from './stream.ts';

const HOUR_MS = 3_600_000;
const stream: Stream = {
  accountId: '000000000000',
  region: 'us-east-1',
  tableName: 'orders',
  tableId: 'id',
  label: '2015-05-11T21:21:33.291',
  viewType: 'KEYS_ONLY',
  keys: { partition: { name: 'p', type: 'S' } },
  createdAt: 0,
  enabledAt: 10,
};

test('a label is the instant, or later where the name had a stream of that instant', () => {
  const now = Date.UTC(2015, 4, 11, 21, 21, 33, 291);
  expect(newLabel(undefined, now)).toBe('2015-05-11T21:21:33.291');
  expect(newLabel({ label: '2015-05-11T21:21:33.291' }, now)).toBe('2015-05-11T21:21:33.292');
  expect(newLabel({ label: '2015-05-11T21:21:33.290' }, now)).toBe('2015-05-11T21:21:33.291');
});

test('an ARN says where the stream is', () => {
  const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/orders/stream/2015-05-11T21:21:33.291';
  expect(streamArn(stream)).toBe(arn);
  const { accountId, region, tableName, label } = stream;
  expect(parseStreamArn(arn)).toEqual({ accountId, region, tableName, label });
  expect(() => parseStreamArn('arn:aws:dynamodb:us-east-1:000000000000:table/orders')).toThrow('Invalid StreamArn');
});

test('its status is a question of the time', () => {
  expect([0, 10].map((now) => streamStatus(stream, now))).toEqual(['ENABLING', 'ENABLED']);
  const ended = { ...stream, disabledAt: 100, endedAt: 120 };
  expect([100, 120].map((now) => streamStatus(ended, now))).toEqual(['DISABLING', 'DISABLED']);
});

test('a disabled stream can be read for 24 hours', () => {
  expect(isGone({ disabledAt: 0 }, 24 * HOUR_MS - 1)).toBe(false);
  expect(isGone({ disabledAt: 0 }, 24 * HOUR_MS)).toBe(true);
  expect(isGone(stream, 1000 * HOUR_MS)).toBe(false);
});
