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

test('a line without an end is cut', () => {
  const lines = new LineSplitter();
  const pushed = Array.from({ length: 5 }, () => lines.push(Buffer.alloc(100_000, 'x'))).flat();
  expect(pushed.map((line) => line.length)).toEqual([300_001]);
});
