import { expect, test } from 'vitest';
import { mailboxOn } from './mailbox.fixture.ts';
import { bodyOf, type BodyJson } from './message-body.ts';
import { hiddenGroups, parcels } from './store.ts';

const bodies = (deliveries: readonly { message: { bodyJson: BodyJson } }[]) =>
  deliveries.map(({ message }) => bodyOf(message));

test('no message is lost when the clock is set back', async () => {
  const mailbox = mailboxOn(1_000_000);
  await mailbox.send('one');
  await mailbox.take(1, 0);
  mailbox.setClock(2_000_000);
  expect(bodies(await mailbox.take(1, 10))).toEqual(['one']);

  mailbox.setClock(500_000);
  await mailbox.send('late', 5);
  await mailbox.send('now');
  expect(bodies(await mailbox.take())).toEqual(['now']);

  mailbox.setClock(2_100_000);
  expect(bodies(await mailbox.take()).toSorted((left, right) => left.localeCompare(right))).toEqual([
    'late',
    'now',
    'one',
  ]);
});

test('a receive looks at what is due and no further', async () => {
  const mailbox = mailboxOn(0);
  for (let index = 0; index < 30; index++) await mailbox.send(`${index}`);
  await mailbox.take(10);
  await mailbox.take(10);

  const first = await mailbox.use((open) => open.backlog);
  expect(first).toMatchObject({ nextFresh: 21, hiddenFrom: 30_000 });
  mailbox.setClock(31_000);
  expect(await mailbox.take(10)).toHaveLength(10);
  expect(await mailbox.take(20)).toHaveLength(20);
  const second = await mailbox.use((open) => open.backlog);
  expect(second).toMatchObject({ nextFresh: 31, hiddenFrom: 61_000 });
});

test('what was deleted in flight is looked for once and not again', async () => {
  const mailbox = mailboxOn(0);
  await mailbox.send('one');
  const [delivery] = await mailbox.take(1);
  await mailbox.remove(delivery!.hidden);
  expect((await mailbox.use((open) => open.backlog)).hiddenFrom).toBe(30_000);

  mailbox.setClock(30_000);
  expect(await mailbox.take(1)).toEqual([]);
  expect((await mailbox.use((open) => open.backlog)).hiddenFrom).toBe(Infinity);
});

test('what came back is not looked for while all that a receive takes came earlier', async () => {
  const mailbox = mailboxOn(0);
  await mailbox.sendMany(20);
  const received = await mailbox.take(1);
  await mailbox.remove(received[0]!.hidden);

  mailbox.setClock(30_000);
  expect(await mailbox.take(10)).toHaveLength(10);
  expect((await mailbox.use((open) => open.backlog)).hiddenFrom).toBe(30_000);
  expect(await mailbox.take(10)).toHaveLength(9);
  expect((await mailbox.use((open) => open.backlog)).hiddenFrom).toBe(60_000);
});

test('a body is written once and gone when its message is', async () => {
  const mailbox = mailboxOn(0);
  await mailbox.send('one');
  const [delivery] = await mailbox.take(1);
  await mailbox.remove(delivery!.hidden);

  const left = await mailbox.storage.read(async (snapshot) => [
    ...(await parcels.list(snapshot)),
    ...(await hiddenGroups.list(snapshot)),
  ]);
  expect(left).toEqual([]);
  expect(await mailbox.use((open) => open.backlog)).toMatchObject({ arrived: 1, total: 0, inFlight: 0, delayed: 0 });
});

test('a queue is full with 120,000 messages in flight, until one is deleted or comes back', async () => {
  const mailbox = mailboxOn(0);
  await mailbox.sendMany(120_001);
  const [first] = await mailbox.take(120_000);
  expect(await mailbox.isFull(1)).toBe(true);

  await mailbox.remove(first!.hidden);
  expect(await mailbox.isFull(1)).toBe(false);
  await mailbox.take(1);
  expect(await mailbox.isFull(1)).toBe(true);
  mailbox.setClock(30_000);
  expect(await mailbox.isFull(10)).toBe(false);
});
