import { expect, test } from 'vitest';
import { paginate } from './pagination.ts';

const names = ['a', 'b', 'c', 'd', 'e'];
const page = (input: { Marker?: string; MaxItems?: number }, rows = names) => paginate(rows, (name) => name, input);

test('a page that holds all has no marker', async () => {
  expect(await page({})).toEqual({ rows: names, end: { IsTruncated: false } });
  expect(await page({ MaxItems: 5 })).toEqual({ rows: names, end: { IsTruncated: false } });
  expect(await page({}, [])).toEqual({ rows: [], end: { IsTruncated: false } });
});

test('the marker goes on behind the last row, even if that is gone by then', async () => {
  const first = await page({ MaxItems: 2 });
  expect(first.rows).toEqual(['a', 'b']);
  const without = await page({ MaxItems: 2, Marker: first.end.Marker! }, ['a', 'aa', 'c', 'd', 'e']);
  expect(without.rows).toEqual(['c', 'd']);
  const last = await page({ MaxItems: 2, Marker: without.end.Marker! });
  expect(last).toEqual({ rows: ['e'], end: { IsTruncated: false } });
});

test('more than a hundred rows come in pages of a hundred', async () => {
  const many = Array.from({ length: 150 }, (_, index) => String(index).padStart(3, '0'));
  expect((await page({}, many)).rows).toHaveLength(100);
});

test.each(['x', '', Buffer.from('null').toString('base64'), Buffer.from('{}').toString('base64')])(
  'the marker %j is none of ours',
  async (Marker) => {
    await expect(page({ Marker })).rejects.toMatchObject({ code: 'ValidationError' });
  },
);
