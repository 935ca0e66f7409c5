import { expect, test } from 'vitest';
import { Concurrency } from './concurrency.ts';

test('counts under every key, and tells when nobody uses one any more', async () => {
  const concurrency = new Concurrency();
  let end = () => {};
  const running = concurrency.count(['function', 'revision'], () => new Promise<void>((resolve) => (end = resolve)));
  expect(concurrency.running('function')).toBe(1);
  expect(concurrency.running('revision')).toBe(1);

  let isUnused = false;
  const unused = concurrency.whenUnused('revision').then(() => (isUnused = true));
  await Promise.resolve();
  expect(isUnused).toBe(false);

  end();
  await Promise.all([running, unused]);
  expect(concurrency.running('function')).toBe(0);
});

test('work that fails is counted out', async () => {
  const concurrency = new Concurrency();
  await expect(concurrency.count(['f'], () => Promise.reject(new Error('boom')))).rejects.toThrow('boom');
  expect(concurrency.running('f')).toBe(0);
});
