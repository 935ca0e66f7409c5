import { expect, test } from 'vitest';
import { Concurrency } from './concurrency.ts';

test('counts under a key, and tells when nobody uses it any more', async () => {
  const concurrency = new Concurrency();
  concurrency.enter('function');
  concurrency.enter('revision');
  concurrency.enter('revision');
  expect(concurrency.running('function')).toBe(1);
  expect(concurrency.running('revision')).toBe(2);

  let isUnused = false;
  const unused = concurrency.whenUnused('revision').then(() => (isUnused = true));
  concurrency.leave('revision');
  await Promise.resolve();
  expect(isUnused).toBe(false);

  concurrency.leave('revision');
  await unused;
  expect(concurrency.running('revision')).toBe(0);
  expect(concurrency.running('function')).toBe(1);
});
