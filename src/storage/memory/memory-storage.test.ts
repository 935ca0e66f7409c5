import { expect, test } from 'vitest';
import { SystemClock } from '../../kernel/clock.ts';
import type { Storage } from '../storage.ts';
import { MemoryStorage } from './memory-storage.ts';

const clock = new SystemClock();

const set = (storage: Storage, key: number, value: string) =>
  storage.transact([], (tx) => tx.set(['n', key], Buffer.from(value)));

const valuesOf = (storage: Storage) =>
  storage.read(async (snapshot) =>
    (await snapshot.list({ prefix: ['n'] })).map(({ value }) => Buffer.from(value).toString()),
  );

test('a fork has the whole state, and goes its own way', async () => {
  const original = new MemoryStorage({ clock });
  for (let key = 0; key < 100; key++) await set(original, key, 'old');
  const fork = original.fork({ clock });
  await set(original, 0, 'original');
  await set(fork, 1, 'fork');
  await fork.transact([], (tx) => tx.delete(['n', 2]));

  expect((await valuesOf(original)).slice(0, 3)).toEqual(['original', 'old', 'old']);
  expect((await valuesOf(fork)).slice(0, 3)).toEqual(['old', 'fork', 'old']);
  expect(await valuesOf(original)).toHaveLength(100);
  expect(await valuesOf(fork)).toHaveLength(99);
});

test('a fork made in the middle of a transaction has none of it', async () => {
  const original = new MemoryStorage({ clock });
  let fork: MemoryStorage | undefined;
  await original.transact([], async (tx) => {
    tx.set(['n', 1], Buffer.from('half'));
    fork = original.fork({ clock });
    tx.set(['n', 2], Buffer.from('half'));
  });
  expect(await valuesOf(original)).toEqual(['half', 'half']);
  expect(await valuesOf(fork!)).toEqual([]);
});
