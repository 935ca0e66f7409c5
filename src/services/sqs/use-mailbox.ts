import type { Context } from '../../kernel/context.ts';
import { chain } from '../../storage/maybe-promise.ts';
import type { MaybePromise, Transaction } from '../../storage/storage.ts';
import { attemptEach, type Attempt } from './batch.ts';
import { queueDoesNotExist } from './errors.ts';
import { Mailbox } from './mailbox.ts';
import { toQueueKey, toQueueLane, type QueueAddress } from './queue-address.ts';
import type { SqsState } from './state.ts';
import { queues } from './store.ts';
import type { Turn, Visit } from './turns.ts';

/**
 * One transaction on what a queue holds; what `work` changes is saved. Throws QueueDoesNotExist.
 * A queue's transactions run one after another: nothing is awaited here, and in the usual `work`, that is at hand.
 * Before `work` changes anything it has thrown all its errors: others share the transaction, and theirs is committed.
 */
export function useMailbox<T>(
  ctx: Context<SqsState>,
  address: QueueAddress,
  work: (mailbox: Mailbox, tx: Transaction) => MaybePromise<T>,
): Promise<T> {
  return ctx.state.turns.visit(toQueueKey(address).join('/'), { ctx, work }, (visits) => share(ctx, address, visits));
}

/** All who came to the queue in one turn of the event loop, one after the other in one transaction. */
function share(
  ctx: Context<SqsState>,
  address: QueueAddress,
  visits: Turn,
): Promise<readonly Attempt<Visit<unknown>, unknown>[]> {
  return ctx.transact(toQueueLane(address), (tx) =>
    chain(queues.get(tx, toQueueKey(address)), (queue) => {
      if (!queue) return visits.map((entry) => ({ entry, error: queueDoesNotExist(entry.ctx) }));
      return chain(Mailbox.open(tx, queue, ctx.state.readAhead), (mailbox) =>
        chain(
          attemptEach(visits, ({ work }) => work(mailbox, tx)),
          (attempts) => chain(mailbox.save(), () => attempts),
        ),
      );
    }),
  );
}
