import { expect, test } from 'vitest';
import { mailboxOn, testQueue } from './mailbox.fixture.ts';
import { ReadAhead } from './read-ahead.ts';
import { parcels } from './store.ts';

const { queueId } = testQueue;

/** A queue with a backlog, ten messages to a row, and how many reads of the storage each look at it makes. */
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
      const parcel = first - ((first - 1) % 10);
      const found = await readAhead.read(counting, { queueId, parcel, first, last }, count);
      return { numbers: found.map(({ number }) => number), reads };
    });
  const drop = (parcel: number) =>
    storage.transact(['test'], async (tx) => parcels.remove(tx, (await parcels.get(tx, [queueId, parcel]))!));
  return { read, drop };
}

const run = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

test('a backlog is read in pages, each message once and in order', async () => {
  const { read } = await backlogOf(2000);
  const seen: number[] = [];
  let reads = 0;

  for (let first = 1; first <= 2000; first += 10) {
    const found = await read(first, first + 9);
    seen.push(...found.numbers);
    reads += found.reads;
  }

  expect(seen).toEqual(run(1, 2000));
  expect(reads).toBeLessThan(20);
});

test('messages are taken out of their rows as many as are wanted', async () => {
  const { read } = await backlogOf(100);
  for (let first = 1; first <= 92; first += 7) {
    expect((await read(first, first + 6)).numbers).toEqual(run(first, first + 6));
  }
});

test('what a page does not hold is read again: before it, behind it and across its end', async () => {
  const { read } = await backlogOf(5000);
  await read(91, 100);
  await read(101, 110);

  expect((await read(2095, 2104)).numbers).toEqual(run(2095, 2104));
  expect((await read(11, 20)).numbers).toEqual(run(11, 20));
  expect((await read(4981, 5000)).numbers).toEqual(run(4981, 5000));
});

test('a page ends where a row is missing, rather than give a message for another', async () => {
  const { read, drop } = await backlogOf(200);
  await read(1, 10);
  await drop(51);

  expect((await read(11, 20)).numbers).toEqual(run(11, 20));
  expect((await read(45, 54)).numbers).toEqual(run(45, 50));
});

test('an empty range needs no look', async () => {
  const { read } = await backlogOf(3);

  expect(await read(4, 3)).toEqual({ numbers: [], reads: 0 });
});
