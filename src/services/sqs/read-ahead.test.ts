import { expect, test } from 'vitest';
import { mailboxOn, testQueue } from './mailbox.fixture.ts';
import { ReadAhead } from './read-ahead.ts';
import { messages } from './store.ts';

const { queueId } = testQueue;

/** A queue with a backlog, and how many rows each read of it takes out of the storage. */
async function backlogOf(count: number) {
  const { storage, sendMany } = mailboxOn(0);
  await sendMany(count);
  const readAhead = new ReadAhead();
  const read = (first: number, last: number) =>
    storage.read(async (snapshot) => {
      let reads = 0;
      const counting = Object.assign(Object.create(snapshot) as typeof snapshot, {
        get: (key: Parameters<typeof snapshot.get>[0]) => (reads++, snapshot.get(key)),
        list: (range: Parameters<typeof snapshot.list>[0]) => (reads++, snapshot.list(range)),
      });
      const found = await readAhead.read(counting, { queueId, first, last }, count);
      return { numbers: found.map(({ number }) => number), reads };
    });
  const drop = (number: number) =>
    storage.transact(['test'], async (tx) => messages.remove(tx, (await messages.get(tx, [queueId, number]))!));
  return { read, drop };
}

const run = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

test('a backlog is read in pages, each message once and in order', async () => {
  const { read } = await backlogOf(500);
  const seen: number[] = [];
  let reads = 0;

  for (let first = 1; first <= 500; first += 10) {
    const found = await read(first, first + 9);
    seen.push(...found.numbers);
    reads += found.reads;
  }

  expect(seen).toEqual(run(1, 500));
  expect(reads).toBeLessThan(50);
});

test('what a page does not hold is read again: before it, behind it and across its end', async () => {
  const { read } = await backlogOf(500);
  await read(91, 100);
  await read(101, 110);

  expect((await read(295, 304)).numbers).toEqual(run(295, 304));
  expect((await read(11, 20)).numbers).toEqual(run(11, 20));
  expect((await read(481, 500)).numbers).toEqual(run(481, 500));
});

test('a page ends where a row is missing, rather than give a message for another', async () => {
  const { read, drop } = await backlogOf(100);
  await read(1, 10);
  await drop(50);

  expect((await read(11, 20)).numbers).toEqual(run(11, 20));
  expect((await read(45, 54)).numbers).toEqual(run(45, 49));
});

test('an empty range needs no look', async () => {
  const { read } = await backlogOf(3);

  expect(await read(4, 3)).toEqual({ numbers: [], reads: 0 });
});
