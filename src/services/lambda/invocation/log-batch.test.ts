import { expect, test } from 'vitest';
import { batchLength } from './log-batch.ts';

const lines = (count: number, message = 'm', stepMs = 0) =>
  Array.from({ length: count }, (_, i) => ({ timestamp: i * stepMs, message }));

test('a batch ends at 10,000 lines, at 1 MB and at 24 hours', () => {
  expect(batchLength(lines(5))).toBe(5);
  expect(batchLength(lines(10_001))).toBe(10_000);
  expect(batchLength(lines(3, 'x'.repeat(524_288 - 26)))).toBe(2);
  expect(batchLength(lines(10, 'm', 12 * 3_600_000))).toBe(3);
});

test('a line that never fits goes alone', () => {
  expect(batchLength(lines(2, 'x'.repeat(2_000_000)))).toBe(1);
});
