import type { Context } from '../../kernel/context.ts';
import type { SqsState } from './state.ts';
import { availableTopic, toQueueArn, type QueueAddress } from './queue-address.ts';
import type { Delivery } from './take-messages.ts';

/** One look into the queue; when it found nothing, when a look is next worth while. */
export interface Look {
  readonly deliveries: readonly Delivery[];
  /** How long the receive may wait: as it said, or as its queue says. */
  readonly waitSeconds: number;
  readonly nextVisibleAt: number;
}

/** Looks again at each sign of a message until there is one, the time to wait is over, or the caller has gone. */
export async function waitForMessages(
  ctx: Context<SqsState>,
  queue: QueueAddress,
  look: () => Promise<Look>,
): Promise<readonly Delivery[]> {
  const startedAt = ctx.clock.now();
  const { deliveries, waitSeconds } = await look();
  const deadline = startedAt + waitSeconds * 1000;
  if (deliveries.length > 0 || waitSeconds === 0 || isOver(ctx, deadline)) return deliveries;

  const place = ctx.state.longPolls.enter(toQueueArn(queue));
  try {
    if (!place.isFirst) await waitForTurn(ctx, place.turn, deadline);
    return await watch(ctx, queue, deadline, look);
  } finally {
    place.leave();
  }
}

async function watch(ctx: Context, queue: QueueAddress, deadline: number, look: () => Promise<Look>) {
  const { storage, work } = ctx.host;
  while (!isOver(ctx, deadline)) {
    // Taken before the look, so that no message comes in between unnoticed.
    const since = storage.version;
    const { deliveries, nextVisibleAt } = await look();
    if (deliveries.length > 0) return deliveries;
    const until = Math.min(deadline, nextVisibleAt);
    await work.park(storage.wait(availableTopic(queue), until, ctx.signal, since));
  }
  return [];
}

async function waitForTurn(ctx: Context, turn: Promise<void>, deadline: number): Promise<void> {
  const { storage, work } = ctx.host;
  const admitted = new AbortController();
  const signal = AbortSignal.any([ctx.signal, admitted.signal]);
  // Nobody signals this topic: the wait is for the deadline alone.
  const timeout = storage.wait(['sqs', 'turn'], deadline, signal);
  await work.park(Promise.race([turn, timeout]));
  admitted.abort();
}

const isOver = (ctx: Context, deadline: number) => ctx.clock.now() >= deadline || ctx.signal.aborted;
