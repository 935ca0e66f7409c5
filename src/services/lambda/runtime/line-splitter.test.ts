import { expect, test } from 'vitest';
import { LineSplitter } from './line-splitter.ts';

test('lines and characters that come in pieces are put together', () => {
  const lines = new LineSplitter();
  const bytes = Buffer.from('grün\n\nlast');
  expect(lines.push(bytes.subarray(0, 3))).toEqual([]);
  expect(lines.push(bytes.subarray(3))).toEqual(['grün\n', '\n']);
  expect(lines.flush()).toEqual(['last\n']);
  expect(lines.flush()).toEqual([]);
});
