import { expect, test } from 'vitest';
import type { Clock } from '../../kernel/clock.ts';
import { MemoryStorage } from '../../storage/memory/memory-storage.ts';
import { Mailbox } from './mailbox.ts';
import { DEFAULT_SETTINGS, type Queue } from './queue.ts';
import { hiddenMessages, messages } from './store.ts';
import { takeMessages } from './take-messages.ts';

const queue: Queue = {
  ...DEFAULT_SETTINGS,
  accountId: '000000000000',
  region: 'us-east-1',
  name: 'orders',
  queueId: 'ABCDEFGHIJKLMNOP',
  createdAt: 0,
  lastModifiedAt: 0,
  purgedAt: undefined,
  tags: {},
};

/** A queue on a clock that a test may set back, as a machine's owner may. */
function mailboxOn(startAt: number) {
  let now = startAt;
  const clock: Clock = { now: () => now, sleepUntil: () => new Promise(() => {}) };
  const storage = new MemoryStorage({ clock });
  const use = <T>(work: (mailbox: Mailbox) => T | Promise<T>) =>
    storage.transact(['test'], async (tx) => {
      const mailbox = await Mailbox.open(tx, queue);
      const result = await work(mailbox);
      mailbox.save();
      return result;
    });
  return {
    storage,
    use,
    setClock: (instant: number) => (now = instant),
    send: (body: string, delaySeconds = 0) =>
      use((mailbox) =>
        mailbox.add(
          {
            body,
            messageId: '5fea7756-0ea4-451a-a703-a558b933e274',
            bodyMd5: 'd41d8cd98f00b204e9800998ecf8427e',
            senderId: '000000000000',
            sentAt: mailbox.now,
          },
          delaySeconds,
        ),
      ),
    take: (limit = 10, timeoutSeconds = 30) =>
      storage.transact(['test'], async (tx) => {
        const mailbox = await Mailbox.open(tx, queue);
        const { deliveries } = await takeMessages(tx, mailbox, limit, timeoutSeconds);
        mailbox.save();
        return deliveries;
      }),
  };
}

const bodies = (deliveries: readonly { message: { body: string } }[]) => deliveries.map(({ message }) => message.body);

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
  await mailbox.use((open) => open.remove(delivery!.hidden));
  expect((await mailbox.use((open) => open.backlog)).hiddenFrom).toBe(30_000);

  mailbox.setClock(30_000);
  expect(await mailbox.take(1)).toEqual([]);
  expect((await mailbox.use((open) => open.backlog)).hiddenFrom).toBe(Infinity);
});

test('a body is written once and gone when its message is', async () => {
  const mailbox = mailboxOn(0);
  await mailbox.send('one');
  const [delivery] = await mailbox.take(1);
  await mailbox.use((open) => open.remove(delivery!.hidden));

  const left = await mailbox.storage.read(async (snapshot) => [
    ...(await messages.list(snapshot)),
    ...(await hiddenMessages.list(snapshot)),
  ]);
  expect(left).toEqual([]);
  expect(await mailbox.use((open) => open.backlog)).toMatchObject({ arrived: 1, total: 0, inFlight: 0, delayed: 0 });
});
