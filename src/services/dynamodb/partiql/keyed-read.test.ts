import { expect, test } from 'vitest';
import { compileStatement } from './compile.ts';
import { toKeyedReads } from './keyed-read.ts';

const KEYS = { partition: { name: 'p', type: 'S' }, sort: { name: 's', type: 'S' } } as const;

/** The reads as text: `partition[range]`, and `?` where a filter is left. */
function readsOf(where: string): string | undefined {
  const statement = compileStatement(`SELECT * FROM tab WHERE ${where}`, []);
  const reads = toKeyedReads(statement.kind === 'insert' ? undefined : statement.where, KEYS);
  return reads
    ?.map(({ partition, bounds, filter }) => {
      const range = Object.entries(bounds).map(([name, bytes]) => `${name} ${Buffer.from(bytes).toString()}`);
      return `${Buffer.from(partition).toString()}[${range.join(', ')}]${filter ? '?' : ''}`;
    })
    .join(' ');
}

test.each([
  ["p = 'a'", 'a[]'],
  ["p = 'a' AND s = '1'", 'a[gte 1, lte 1]'],
  ["('2' >= s AND p = 'a') AND x = 1", 'a[lte 2]?'],
  ["p = 'a' AND s BETWEEN '1' AND '3'", 'a[gte 1, lte 3]'],
  ["p = 'a' AND begins_with(s, '1')", 'a[gte 1, lt 2]'],
  ["p IN ['b', 'a', 'b'] AND s > '1'", 'b[gt 1] a[gt 1]'],
  ["p = 'a' AND s IN ['2', '1', '2']", 'a[gte 2, lte 2] a[gte 1, lte 1]'],
  // Only one range can be read; the other condition filters.
  ["p = 'a' AND s > '1' AND s < '3'", 'a[gt 1]?'],
  ["p = 'a' OR p = 'b' AND x = 1", 'a[] b[]?'],
  ["p = 'a' AND s < '2' OR p = 'a' AND s >= '2'", 'a[lt 2] a[gte 2]'],
  ["p = 'a' AND x = 1 OR p = 'a' AND y = 1", 'a[]?'],
  // Alternatives that may overlap are one read.
  ["p = 'a' AND s <> '1' OR p = 'a' AND s = '2'", 'a[]?'],
  ["p = 'a' OR p = 'a' AND NOT s = '2'", 'a[]'],
])('%s is read as %s', (where, reads) => {
  expect(readsOf(where)).toBe(reads);
});

test.each([
  "s = '1'",
  "p > 'a'",
  "p <> 'a'",
  "NOT p = 'a'",
  "p = 'a' OR s = '1'",
  "p.x = 'a'",
  'p = q',
  "begins_with(p, 'a')",
])('%s is a scan', (where) => {
  expect(readsOf(where)).toBeUndefined();
});
