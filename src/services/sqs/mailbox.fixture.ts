import type { Clock } from '../../kernel/clock.ts';
import { MemoryStorage } from '../../storage/memory/memory-storage.ts';
import { Mailbox } from './mailbox.ts';
import { toBodyJson } from './message-body.ts';
import type { HiddenMessage } from './message.ts';
import { DEFAULT_SETTINGS, type Queue } from './queue.ts';
import { isFull, takeMessages } from './take-messages.ts';

export const testQueue: Queue = {
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
export function mailboxOn(startAt: number, settings: Partial<Queue> = {}) {
  const queue = { ...testQueue, ...settings };
  let now = startAt;
  const clock: Clock = { now: () => now, sleepUntil: () => new Promise(() => {}) };
  const storage = new MemoryStorage({ clock });
  const use = <T>(work: (mailbox: Mailbox) => T | Promise<T>) =>
    storage.transact(['test'], async (tx) => {
      const mailbox = await Mailbox.open(tx, queue);
      const result = await work(mailbox);
      await mailbox.save();
      return result;
    });
  return {
    queue,
    storage,
    use,
    setClock: (instant: number) => (now = instant),
    send: (body: string, delaySeconds = 0) => use((mailbox) => mailbox.add(contentOf(body), mailbox.now, delaySeconds)),
    contentOf,
    sendMany: (count: number, length = 1) =>
      use((mailbox) => {
        for (let index = 0; index < count; index++) mailbox.add(contentOf(`${index}`.padEnd(length)), mailbox.now, 0);
      }),
    remove: (...received: readonly HiddenMessage[]) =>
      use(async (mailbox) => {
        for (const hidden of received) mailbox.remove((await mailbox.find(hidden))!);
      }),
    isFull: (limit: number) => use((mailbox) => isFull(mailbox, limit)),
    take: (limit = 10, timeoutSeconds = 30) =>
      storage.transact(['test'], async (tx) => {
        const mailbox = await Mailbox.open(tx, queue);
        const { deliveries } = await takeMessages(tx, mailbox, limit, timeoutSeconds);
        await mailbox.save();
        return deliveries;
      }),
  };
}

const contentOf = (body: string) => ({
  bodyJson: toBodyJson(body),
  messageId: '5fea7756-0ea4-451a-a703-a558b933e274',
  bodyMd5: 'd41d8cd98f00b204e9800998ecf8427e',
  senderId: '000000000000',
});
