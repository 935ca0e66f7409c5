import { expect, test } from 'vitest';
import { rememberLast } from './remember-last.ts';

test('computes again only when the argument changes', () => {
  const asked: number[] = [];
  const double = rememberLast((value: number) => {
    asked.push(value);
    return value * 2;
  });
  expect([double(1), double(1), double(2), double(1)]).toEqual([2, 2, 4, 2]);
  expect(asked).toEqual([1, 2, 1]);
});
