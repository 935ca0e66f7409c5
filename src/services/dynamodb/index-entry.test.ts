import { describe, expect, test } from 'vitest';
import { indexChanges, indexEntry, projectedNames } from './index-entry.ts';
import { StoredItem } from './stored-item.ts';
import type { Index, Table } from './table.ts';
import type { Item } from './values/value.ts';

const index: Index = {
  indexId: 'index-1',
  name: 'byGroup',
  kind: 'global',
  keys: { partition: { name: 'group', type: 'S' }, sort: { name: 'at', type: 'N' } },
  projection: { type: 'INCLUDE', nonKeyAttributes: ['note', 'id'] },
};
const table = {
  tableId: 'table-1',
  keys: { partition: { name: 'id', type: 'S' } },
  indexes: [index],
} as unknown as Table;

const full: Item = { id: { S: 'a' }, group: { S: 'x' }, at: { N: '5' }, note: { S: 'n' }, more: { S: 'm' } };
const without = (name: string): Item => Object.fromEntries(Object.entries(full).filter(([key]) => key !== name));

test('keys are projected, each name once', () => {
  expect(projectedNames(table, index)).toEqual(['id', 'group', 'at', 'note']);
});

test('an entry holds what is projected', () => {
  expect(indexEntry(table, index, StoredItem.of(full))?.stored.item).toEqual(without('more'));
});

test.each<[string, Item]>([
  ['without a key', without('at')],
  ['with a key of another type', { ...full, at: { S: '5' } }],
  ['with an empty key', { ...full, group: { S: '' } }],
  ['with a key that is too long', { ...full, group: { S: 'x'.repeat(2049) } }],
])('an item %s is not in the index', (_what, item) => {
  expect(indexEntry(table, index, StoredItem.of(item))).toBeUndefined();
});

describe('a write', () => {
  const changes = (old: Item | undefined, next: Item | undefined) =>
    indexChanges(table, table.indexes, old && StoredItem.of(old), next && StoredItem.of(next)).map(
      ({ old, next, units }) => ({ removes: old !== undefined, puts: next !== undefined, units }),
    );

  test.each<[string, Item | undefined, Item | undefined, readonly object[]]>([
    ['of a new item puts', undefined, full, [{ removes: false, puts: true, units: 1 }]],
    ['of the same item changes nothing', full, full, []],
    ['of what is not projected changes nothing', full, without('more'), []],
    ['of what is projected replaces', full, without('note'), [{ removes: true, puts: true, units: 1 }]],
    ['of a key moves, and costs two', full, { ...full, at: { N: '6' } }, [{ removes: true, puts: true, units: 2 }]],
    ['that takes the key away removes', full, without('group'), [{ removes: true, puts: false, units: 1 }]],
    ['outside the index changes nothing', without('at'), without('group'), []],
  ])('%s', (_what, old, next, expected) => {
    expect(changes(old, next)).toEqual(expected);
  });
});
