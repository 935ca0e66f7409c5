import { describe, expect, test } from 'vitest';
import { readUnits, sumConsumption, toConsumedCapacity, writeUnits } from './capacity.ts';

test.each([
  [0, 0.5],
  [1, 0.5],
  [4096, 0.5],
  [4097, 1],
  [1024 * 1024, 128],
])('reading %i bytes costs %f units, twice that when consistent', (bytes, units) => {
  expect(readUnits(bytes, false)).toBe(units);
  expect(readUnits(bytes, true)).toBe(2 * units);
});

test.each([
  [0, 0, 1],
  [1024, 10, 1],
  [10, 1025, 2],
  [5000, 10, 5],
])('a write from %i to %i bytes costs %i units', (before, after, units) => {
  expect(writeUnits(before, after)).toBe(units);
});

describe('ConsumedCapacity', () => {
  const part = { tableUnits: 1, indexes: [{ index: { name: 'g', kind: 'global' as const }, units: 2 }] };

  test('is left out unless asked for', () => {
    expect(toConsumedCapacity(undefined, 't', part)).toBeUndefined();
    expect(toConsumedCapacity('NONE', 't', part)).toBeUndefined();
  });

  test('TOTAL adds the indexes in, INDEXES shows them', () => {
    expect(toConsumedCapacity('TOTAL', 't', part)).toEqual({ TableName: 't', CapacityUnits: 3 });
    expect(toConsumedCapacity('INDEXES', 't', part)).toEqual({
      TableName: 't',
      CapacityUnits: 3,
      Table: { CapacityUnits: 1 },
      GlobalSecondaryIndexes: { g: { CapacityUnits: 2 } },
    });
  });

  test('of several writes adds up, index by index', () => {
    const other = { tableUnits: 3, indexes: [{ index: { name: 'l', kind: 'local' as const }, units: 1 }] };
    expect(sumConsumption([part, part, other])).toEqual({
      tableUnits: 5,
      indexes: [{ ...part.indexes[0], units: 4 }, other.indexes[0]],
    });
  });
});
