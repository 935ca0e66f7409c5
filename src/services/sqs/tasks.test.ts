import { expect, test } from 'vitest';
import type { Context } from '../../kernel/context.ts';
import type { SqsState } from './state.ts';
import { mailboxOn, testQueue } from './mailbox.fixture.ts';
import { backlogs, hiddenGroups, parcels, remnants } from './store.ts';
import { dropMessages, tasks } from './tasks.ts';

test('what a purged queue held is freed, and nothing else', async () => {
  const mailbox = mailboxOn(0);
  await mailbox.sendMany(120);
  await mailbox.send('late', 5);
  const [first] = await mailbox.take(60);
  await mailbox.remove(first!.hidden);
  const count = () =>
    mailbox.storage.read(async (snapshot) => [
      (await parcels.list(snapshot)).length,
      (await remnants.list(snapshot)).length,
      (await hiddenGroups.list(snapshot)).length,
      (await backlogs.list(snapshot)).length,
    ]);
  expect(await count()).toEqual([13, 1, 7, 1]);

  // The task asks no more of its context than these two.
  const ctx = {
    transact: (lane, body) => mailbox.storage.transact(lane, body),
    signal: new AbortController().signal,
  } as Partial<Context<SqsState>> as Context<SqsState>;
  await tasks['sqs.dropMessages'](ctx, { queueId: 'another queue id' });
  expect(await count()).toEqual([13, 1, 7, 1]);
  const { type, payload } = dropMessages(testQueue);
  await tasks[type as 'sqs.dropMessages'](ctx, payload as { queueId: string });

  expect(await count()).toEqual([0, 0, 0, 0]);
});
