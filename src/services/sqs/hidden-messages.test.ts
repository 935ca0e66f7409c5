import { expect, test } from 'vitest';
import { mailboxOn } from './mailbox.fixture.ts';
import { bodyOf } from './message-body.ts';
import { hiddenGroups } from './store.ts';

const sizes = (mailbox: ReturnType<typeof mailboxOn>) =>
  mailbox.storage.read(async (snapshot) => (await hiddenGroups.list(snapshot)).map(({ members }) => members.length));

test('the messages of a receive share a row, up to ten', async () => {
  const mailbox = mailboxOn(0);
  await mailbox.sendMany(25);
  await mailbox.take(10);
  expect(await sizes(mailbox)).toEqual([10]);

  await mailbox.take(15);
  expect(await sizes(mailbox)).toEqual([10, 10, 5]);
});

test('a row shrinks with each message that leaves it, and goes with the last', async () => {
  const mailbox = mailboxOn(0);
  await mailbox.sendMany(2);
  const [first, second] = await mailbox.take(2);

  await mailbox.remove(first!.hidden);
  expect(await sizes(mailbox)).toEqual([1]);
  await mailbox.use(async (open) => open.hide((await open.find(second!.hidden))!, 60));
  expect(await sizes(mailbox)).toEqual([1]);
  await mailbox.remove(second!.hidden);
  expect(await sizes(mailbox)).toEqual([]);
});

test('messages that come back one after the other leave the rest of their row hidden', async () => {
  const mailbox = mailboxOn(0);
  await mailbox.sendMany(10);
  await mailbox.take(10);
  mailbox.setClock(30_000);

  for (let turn = 0; turn < 10; turn++) expect(await mailbox.take(1)).toHaveLength(1);
  expect(await mailbox.take(1)).toEqual([]);
  mailbox.setClock(60_000);
  const again = await mailbox.take(10);
  expect(new Set(again.map(({ message }) => bodyOf(message))).size).toBe(10);
});

test('a message hidden until the instant of another row joins no row by mistake', async () => {
  const mailbox = mailboxOn(0);
  await mailbox.sendMany(2);
  const [first, second] = await mailbox.take(2, 30);

  await mailbox.use(async (open) => open.hide((await open.find(first!.hidden))!, 30));

  expect(await sizes(mailbox)).toEqual([1, 1]);
  expect(await mailbox.use((open) => open.find(first!.hidden))).toMatchObject({ number: 1, moves: 1 });
  expect(await mailbox.use((open) => open.find(second!.hidden))).toMatchObject({ number: 2, moves: 0 });
});
