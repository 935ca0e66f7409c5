import { describe, expect, test } from 'vitest';
import { isGone, requireChangeable, tableStatus } from './table-status.ts';
import type { Table } from './table.ts';

const made = { activeAt: 1000 };

test.each([
  [{ ...made }, 999, 'CREATING'],
  [{ ...made }, 1000, 'ACTIVE'],
  [{ ...made, updatedAt: 2000 }, 1999, 'UPDATING'],
  [{ ...made, updatedAt: 2000 }, 2000, 'ACTIVE'],
  [{ ...made, goneAt: 3000 }, 2999, 'DELETING'],
] as const)('%o at %i is %s', (instants, now, expected) => {
  expect(tableStatus(instants, now)).toBe(expected);
});

test('a deleted table is gone when its time has come', () => {
  expect(isGone({ ...made, goneAt: 3000 }, 2999)).toBe(false);
  expect(isGone({ ...made, goneAt: 3000 }, 3000)).toBe(true);
});

describe('a table that is not ACTIVE cannot be changed', () => {
  const table = { name: 'orders', ...made } as Table;
  const IN_USE = 'Attempt to change a resource which is still in use: Table is being';
  test.each([
    [table, 0, `${IN_USE} created: orders`],
    [{ ...table, updatedAt: 2000 }, 1500, `${IN_USE} updated: orders`],
    [{ ...table, goneAt: 2000 }, 1500, `${IN_USE} deleted: orders`],
    [{ ...table, goneAt: 2000 }, 2000, 'Requested resource not found: Table: orders not found'],
    [undefined, 0, 'Requested resource not found: Table: orders not found'],
  ])('case %#', (one, now, message) => {
    expect(() => requireChangeable(one, 'orders', now)).toThrow(message);
  });
});
