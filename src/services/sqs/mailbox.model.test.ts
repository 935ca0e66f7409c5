import {
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  record,
  type Arbitrary,
} from 'fast-check';
import { expect, test } from 'vitest';
import type { Context } from '../../kernel/context.ts';
import { mailboxOn } from './mailbox.fixture.ts';
import { bodyOf } from './message-body.ts';
import { countMessages } from './message-counts.ts';
import type { HiddenMessage } from './message.ts';
import { queues } from './store.ts';

/** What a queue does, told as simply as possible: every message in one list that is searched from end to end. */
interface Told {
  readonly body: string;
  readonly sentAt: number;
  visibleAt: number;
  receives: HiddenMessage[];
}

type Step =
  | { readonly do: 'send'; readonly delaySeconds: number }
  | { readonly do: 'take'; readonly limit: number; readonly timeoutSeconds: number }
  | { readonly do: 'delete' | 'hide'; readonly pick: number; readonly timeoutSeconds: number }
  | { readonly do: 'advance'; readonly seconds: number };

const seconds = integer({ min: 0, max: 12 });
const step: Arbitrary<Step> = oneof(
  {
    weight: 3,
    arbitrary: record({ do: constant('send' as const), delaySeconds: oneof(constant(0), seconds) }),
  },
  {
    weight: 3,
    arbitrary: record({
      do: constant('take' as const),
      limit: integer({ min: 1, max: 10 }),
      timeoutSeconds: seconds,
    }),
  },
  {
    weight: 2,
    arbitrary: record({
      do: constantFrom('delete' as const, 'hide' as const),
      pick: nat(),
      timeoutSeconds: seconds,
    }),
  },
  {
    weight: 2,
    arbitrary: record({ do: constant('advance' as const), seconds: integer({ min: 0, max: 20 }) }),
  },
);

test('a queue does what the simplest telling of it does, whatever the history', async () => {
  await assert(
    asyncProperty(array(step, { minLength: 1, maxLength: 60 }), async (steps) => {
      const story = new Story();
      await story.begin();
      for (const [index, one] of steps.entries()) await story.go(one, index);
    }),
    { numRuns: 300 },
  );
});

class Story {
  #now = 1_000_000;
  #told: Told[] = [];
  readonly #mailbox = mailboxOn(this.#now, { retentionSeconds: 60 });
  // Counting asks no more of its context than these three.
  readonly #ctx = {
    read: (body) => this.#mailbox.storage.read(body),
    transact: (lane, body) => this.#mailbox.storage.transact(lane, body),
    protocol: 'inProcess',
  } as Partial<Context> as Context;

  begin = () => this.#mailbox.storage.transact(['test'], (tx) => queues.insert(tx, this.#mailbox.queue));

  async go(one: Step, index: number): Promise<void> {
    if (one.do === 'send') await this.#send(`${index}`, one.delaySeconds);
    else if (one.do === 'take') await this.#take(one.limit, one.timeoutSeconds);
    else if (one.do === 'advance') this.#mailbox.setClock((this.#now += one.seconds * 1000));
    else await this.#change(one.do, one.pick, one.timeoutSeconds);
    this.#told = this.#told.filter(({ sentAt }) => sentAt + this.#mailbox.queue.retentionSeconds * 1000 > this.#now);
    expect(await countMessages(this.#ctx, this.#mailbox.queue)).toEqual(this.#counts());
  }

  async #send(body: string, delaySeconds: number) {
    await this.#mailbox.send(body, delaySeconds);
    this.#told.push({ body, sentAt: this.#now, visibleAt: this.#now + delaySeconds * 1000, receives: [] });
  }

  async #take(limit: number, timeoutSeconds: number) {
    const due = this.#told.filter(({ visibleAt }) => visibleAt <= this.#now).map(({ visibleAt }) => visibleAt);
    const longest = due.toSorted((left, right) => left - right).slice(0, limit);
    const deliveries = await this.#mailbox.take(limit, timeoutSeconds);
    const given = deliveries.map(({ message }) => this.#told.find(({ body }) => body === bodyOf(message))!);
    expect(given.map(({ visibleAt }) => visibleAt)).toEqual(longest);
    for (const [index, told] of given.entries()) {
      const { hidden } = deliveries[index]!;
      told.receives.push(hidden);
      told.visibleAt = this.#now + timeoutSeconds * 1000;
      expect(hidden.receiveCount).toBe(told.receives.length);
    }
  }

  /** With any handle that any receive ever gave. */
  async #change(what: 'delete' | 'hide', pick: number, timeoutSeconds: number) {
    const handles = this.#told.flatMap((told) => told.receives.map((receipt) => ({ told, receipt })));
    if (handles.length === 0) return;
    const { told, receipt } = handles[pick % handles.length]!;
    await this.#mailbox.use(async (mailbox) => {
      const found = await mailbox.find(receipt);
      expect(found?.visibleAt).toBe(told.visibleAt);
      if (what === 'delete') mailbox.remove(found!);
      else if (found!.visibleAt > this.#now) mailbox.hide(found!, timeoutSeconds);
    });
    if (what === 'delete') this.#told = this.#told.filter((other) => other !== told);
    else if (told.visibleAt > this.#now) told.visibleAt = this.#now + timeoutSeconds * 1000;
  }

  #counts() {
    const hidden = this.#told.filter(({ visibleAt }) => visibleAt > this.#now);
    const delayed = hidden.filter(({ receives }) => receives.length === 0).length;
    return { visible: this.#told.length - hidden.length, inFlight: hidden.length - delayed, delayed };
  }
}
