import type { Context } from '../../kernel/context.ts';
import { chain } from '../../storage/maybe-promise.ts';
import type { MaybePromise, Transaction } from '../../storage/storage.ts';
import { Mailbox } from './mailbox.ts';
import { toQueueLane, type QueueAddress } from './queue-address.ts';
import type { SqsState } from './state.ts';
import { requireQueue } from './store.ts';

/**
 * One transaction on what a queue holds; what `work` changes is saved. Throws QueueDoesNotExist.
 * A queue's transactions run one after another: nothing is awaited here, and in the usual `work`, that is at hand.
 */
export function useMailbox<T>(
  ctx: Context<SqsState>,
  address: QueueAddress,
  work: (mailbox: Mailbox, tx: Transaction) => MaybePromise<T>,
): Promise<T> {
  return ctx.transact(toQueueLane(address), (tx) =>
    chain(requireQueue(tx, ctx, address), (queue) =>
      chain(Mailbox.open(tx, queue, ctx.state.readAhead), (mailbox) =>
        chain(work(mailbox, tx), (result) => {
          mailbox.save();
          return result;
        }),
      ),
    ),
  );
}
