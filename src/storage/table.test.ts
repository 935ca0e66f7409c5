import { expect, test } from 'vitest';
import { SystemClock } from '../kernel/clock.ts';
import { MemoryStorage } from './memory/memory-storage.ts';
import type { Snapshot } from './storage.ts';
import { table } from './table.ts';

interface Message {
  readonly queueId: string;
  readonly messageId: number;
  readonly visibleAt: number;
  readonly isHidden?: boolean;
}

const messages = table<Message, 'visibleAt'>('test/message', {
  key: (message) => [message.queueId, message.messageId],
  indexes: {
    visibleAt: (message) => (message.isHidden ? undefined : [message.queueId, message.visibleAt, message.messageId]),
  },
});

const message = (messageId: number, visibleAt: number, queueId = 'a'): Message => ({ queueId, messageId, visibleAt });

async function storageWith(...rows: readonly Message[]) {
  const storage = new MemoryStorage({ clock: new SystemClock() });
  await storage.transact([], (tx) => {
    for (const row of rows) messages.insert(tx, row);
  });
  return storage;
}

async function toArray<T>(items: AsyncIterable<T>): Promise<T[]> {
  const array: T[] = [];
  for await (const item of items) array.push(item);
  return array;
}

const idsByVisibleAt = async (from: Snapshot) =>
  (await messages.index('visibleAt').list(from, { prefix: ['a'] })).map((row) => row.messageId);

test('rows come back by key, by range and by index', async () => {
  const storage = await storageWith(message(1, 30), message(2, 20), message(3, 10), message(1, 5, 'b'));
  await storage.read(async (from) => {
    expect(await messages.get(from, ['a', 2])).toEqual(message(2, 20));
    expect(await messages.get(from, ['a', 9])).toBeUndefined();
    expect(await messages.list(from, { prefix: ['a'], gt: ['a', 1] })).toEqual([message(2, 20), message(3, 10)]);
    expect(await toArray(messages.scan(from))).toHaveLength(4);
    expect(await idsByVisibleAt(from)).toEqual([3, 2, 1]);
    expect(await toArray(messages.index('visibleAt').scan(from, { prefix: ['b'] }))).toEqual([message(1, 5, 'b')]);
  });
});

test('a bound that is the beginning of keys stands for all of them', async () => {
  const storage = await storageWith(message(1, 30), message(2, 20), message(3, 10));
  const visibleUpTo = (now: number) =>
    storage.read(async (from) => messages.index('visibleAt').list(from, { prefix: ['a'], lte: ['a', now] }));
  expect(await visibleUpTo(20)).toEqual([message(3, 10), message(2, 20)]);
  const after = await storage.read((from) => messages.index('visibleAt').list(from, { prefix: ['a'], gt: ['a', 20] }));
  expect(after).toEqual([message(1, 30)]);
});

test('indexes follow the rows that are replaced, removed and set', async () => {
  const storage = await storageWith(message(1, 30), message(2, 20), message(3, 10));
  await storage.transact([], async (tx) => {
    messages.replace(tx, message(3, 10), message(3, 40));
    messages.remove(tx, message(2, 20));
    await messages.set(tx, message(4, 1));
    await messages.set(tx, message(1, 50));
    expect(await idsByVisibleAt(tx)).toEqual([4, 3, 1]);
  });
  expect(await storage.read(idsByVisibleAt)).toEqual([4, 3, 1]);
});

test('a row may stay out of an index', async () => {
  const storage = await storageWith(message(1, 10), { ...message(2, 20), isHidden: true });
  expect(await storage.read(idsByVisibleAt)).toEqual([1]);
  await storage.transact([], (tx) => messages.set(tx, message(2, 20)));
  expect(await storage.read(idsByVisibleAt)).toEqual([1, 2]);
  await storage.transact([], (tx) => messages.set(tx, { ...message(1, 10), isHidden: true }));
  expect(await storage.read(idsByVisibleAt)).toEqual([2]);
});

test('replacing a row by one of another key moves it', async () => {
  const storage = await storageWith(message(1, 10));
  await storage.transact([], (tx) => messages.replace(tx, message(1, 10), message(7, 10)));
  await storage.read(async (from) => {
    expect(await messages.list(from)).toEqual([message(7, 10)]);
    expect(await idsByVisibleAt(from)).toEqual([7]);
  });
});

test('rows of an older schema version are upgraded as they are read, newer ones refused', async () => {
  const storage = new MemoryStorage({ clock: new SystemClock() });
  const first = table<{ name: string }>('test/thing', { key: (row) => [row.name] });
  const second = table<{ name: string; size: number }>('test/thing', {
    key: (row) => [row.name],
    version: 2,
    upgrade: (old: { name: string }, fromVersion) => ({ ...old, size: fromVersion }),
  });
  await storage.transact([], (tx) => first.insert(tx, { name: 'old' }));
  expect(await storage.read((from) => second.get(from, ['old']))).toEqual({ name: 'old', size: 1 });
  await storage.transact([], (tx) => second.insert(tx, { name: 'new', size: 5 }));
  await expect(storage.read((from) => first.get(from, ['new']))).rejects.toThrow('schema version 2, not 1');
});

test('a row that is read often is decoded once, and anew when it changes', async () => {
  const settings = table<{ readonly name: string; readonly value: number }>('test/setting', {
    key: ({ name }) => [name],
    isReadOften: true,
  });
  const storage = new MemoryStorage({ clock: new SystemClock() });
  const read = () => storage.read((snapshot) => settings.get(snapshot, ['size']));
  await storage.transact([], (tx) => settings.insert(tx, { name: 'size', value: 1 }));
  const first = await read();

  expect(await read()).toBe(first);
  await storage.transact([], (tx) => settings.set(tx, { name: 'size', value: 2 }));
  expect(await read()).toEqual({ name: 'size', value: 2 });
});
