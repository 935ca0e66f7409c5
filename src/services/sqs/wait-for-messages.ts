import type { Context } from '../../kernel/context.ts';
import type { LongPolls } from './long-polls.ts';
import { availableTopic, toQueueArn, type QueueAddress } from './queue-address.ts';
import type { Delivery } from './take-messages.ts';

/** One look into the queue; when it found nothing, when a look is next worth while. */
export interface Look {
  readonly deliveries: readonly Delivery[];
  readonly nextVisibleAt: number;
}

/** Looks again at each sign of a message until there is one, `deadline` passes, or the caller has gone. */
export async function waitForMessages(
  ctx: Context<LongPolls>,
  queue: QueueAddress,
  deadline: number,
  look: () => Promise<Look>,
): Promise<readonly Delivery[]> {
  const first = await look();
  if (first.deliveries.length > 0 || isOver(ctx, deadline)) return first.deliveries;

  const place = ctx.state.enter(toQueueArn(queue));
  try {
    await until(ctx, queue, deadline, [place.turn]);
    while (!isOver(ctx, deadline)) {
      const deliveries = await watch(ctx, queue, deadline, look);
      if (deliveries.length > 0) return deliveries;
    }
    return [];
  } finally {
    place.leave();
  }
}

/** Listens first and looks then, so that no message comes in between unnoticed. */
async function watch(ctx: Context, queue: QueueAddress, deadline: number, look: () => Promise<Look>) {
  const done = new AbortController();
  const signal = AbortSignal.any([ctx.signal, done.signal]);
  const sign = ctx.host.storage.wait(availableTopic(queue), deadline, signal);
  try {
    const { deliveries, nextVisibleAt } = await look();
    if (deliveries.length === 0) await until(ctx, queue, Math.min(deadline, nextVisibleAt), [sign]);
    return deliveries;
  } finally {
    done.abort();
    await sign;
  }
}

/** Parked, so that a virtual clock may move on: until one of `events`, `deadline`, or the caller's end. */
async function until(ctx: Context, queue: QueueAddress, deadline: number, events: readonly Promise<void>[]) {
  const done = new AbortController();
  const signal = AbortSignal.any([ctx.signal, done.signal]);
  const timeout = ctx.host.storage.wait(['sqs', 'timeout', toQueueArn(queue)], deadline, signal);
  await ctx.host.work.park(Promise.race([...events, timeout]));
  done.abort();
  await timeout;
}

const isOver = (ctx: Context, deadline: number) => ctx.signal.aborted || ctx.clock.now() >= deadline;
