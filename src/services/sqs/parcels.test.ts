import { expect, test } from 'vitest';
import { mailboxOn } from './mailbox.fixture.ts';
import { parcels, remnants } from './store.ts';

type Queue = ReturnType<typeof mailboxOn>;

const rows = ({ storage }: Queue) =>
  storage.read(async (snapshot) => ({
    parcels: (await parcels.list(snapshot)).map(({ first, size }) => [first, size]),
    remnants: (await remnants.list(snapshot)).map(({ parcel, gone }) => [parcel, gone]),
  }));

test('messages that come together share a row, up to ten', async () => {
  const queue = mailboxOn(0);
  await queue.sendMany(12);
  await queue.send('alone');

  expect((await rows(queue)).parcels).toEqual([
    [1, 10],
    [11, 2],
    [13, 1],
  ]);
});

test('large messages have rows of their own', async () => {
  const queue = mailboxOn(0);
  await queue.sendMany(3, 40_000);

  expect((await rows(queue)).parcels).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
  ]);
});

test('a row goes with the last of its messages, in whatever order they go', async () => {
  const queue = mailboxOn(0);
  await queue.sendMany(4);
  const [one, two, three, four] = await queue.take(4);

  await queue.remove(three!.hidden);
  expect(await rows(queue)).toEqual({ parcels: [[1, 4]], remnants: [[1, 1]] });
  await queue.remove(one!.hidden, four!.hidden);
  expect(await rows(queue)).toEqual({ parcels: [[1, 4]], remnants: [[1, 3]] });
  await queue.remove(two!.hidden);
  expect(await rows(queue)).toEqual({ parcels: [], remnants: [] });
});

test('messages that go together leave nothing behind', async () => {
  const queue = mailboxOn(0);
  await queue.sendMany(10);
  const taken = await queue.take(10);

  await queue.remove(...taken.map(({ hidden }) => hidden));
  expect(await rows(queue)).toEqual({ parcels: [], remnants: [] });
});

test('what comes and is received in one transaction is there in the next', async () => {
  const queue = mailboxOn(0);
  const [first] = await queue.use(async (mailbox) => {
    mailbox.add(queue.contentOf('one'), 0, 0);
    const claims = await mailbox.claim(1);
    mailbox.add(queue.contentOf('two'), 0, 0);
    return claims.map((claim) => mailbox.deliver(claim, 30));
  });

  expect((await rows(queue)).parcels).toEqual([
    [1, 1],
    [2, 1],
  ]);
  expect(await queue.take()).toHaveLength(1);
  await queue.remove(first!);
  expect((await rows(queue)).parcels).toEqual([[2, 1]]);
});
