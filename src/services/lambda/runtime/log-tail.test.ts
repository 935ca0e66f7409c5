import { expect, test } from 'vitest';
import { LogTail } from './log-tail.ts';

test('a short log is kept whole, a long one from its end', () => {
  const tail = new LogTail(10);
  tail.append('one\n');
  expect(tail.text()).toBe('one\n');
  for (let line = 0; line < 100; line++) tail.append(`${line}\n`);
  expect(tail.text()).toBe('\n97\n98\n99\n');
});

test('no character is cut in two', () => {
  const tail = new LogTail(4);
  tail.append('aüüü');
  expect(tail.text()).toBe('üü');
  tail.append('b');
  expect(tail.text()).toBe('üb');
});
