import { expect, test } from 'vitest';
import { ConsumedCapacity } from './consumed-capacity.ts';

const MINUTE = 60_000;
const START = 1_000_000 * MINUTE;
const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/orders';

test('units are summed by whole minutes, newest first', () => {
  const consumed = new ConsumedCapacity(START);
  const meter = consumed.meter(ARN);
  meter.add('read', 2, START);
  meter.add('read', 3, START + MINUTE - 1);
  meter.add('write', 7, START + 10);
  meter.add('read', 0.5, START + 2 * MINUTE);
  // The minute that has just begun is not over.
  meter.add('read', 100, START + 3 * MINUTE);
  expect(consumed.lastMinutes(ARN, 'read', START + 3 * MINUTE + 5, 3)).toEqual([0.5, 0, 5]);
  expect(consumed.lastMinutes(ARN, 'write', START + 3 * MINUTE + 5, 3)).toEqual([0, 0, 7]);
});

test('what was before it began to count is unknown, not nothing', () => {
  const consumed = new ConsumedCapacity(START + 1);
  expect(consumed.lastMinutes(ARN, 'read', START + MINUTE, 15)).toEqual([]);
  expect(consumed.lastMinutes(ARN, 'read', START + 3 * MINUTE, 15)).toEqual([0, 0]);
});

test('old minutes make room for new ones', () => {
  const consumed = new ConsumedCapacity(START);
  const meter = consumed.meter(ARN);
  for (let minute = 0; minute < 60; minute++) meter.add('read', minute, START + minute * MINUTE);
  const last = consumed.lastMinutes(ARN, 'read', START + 60 * MINUTE, 100);
  expect(last.slice(0, 3)).toEqual([59, 58, 57]);
  expect(last.at(-1)).toBe(40);
});

test('a resource that nobody used consumed nothing', () => {
  expect(new ConsumedCapacity(START).lastMinutes(ARN, 'write', START + 2 * MINUTE, 2)).toEqual([0, 0]);
});
