import type { Context } from '../../kernel/context.ts';
import type { MaybePromise, Transaction } from '../../storage/storage.ts';
import type { Attempt } from './batch.ts';
import type { Mailbox } from './mailbox.ts';

/** What one request does with a queue. */
export interface Visit<T> {
  readonly ctx: Pick<Context, 'protocol'>;
  readonly work: (mailbox: Mailbox, tx: Transaction) => MaybePromise<T>;
}

export type Turn = readonly Visit<unknown>[];
type Perform = (turn: Turn) => Promise<readonly Attempt<Visit<unknown>, unknown>[]>;

interface Waiting extends Visit<unknown> {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Requests to one queue that come in the same turn of the event loop share a transaction: most of what it costs is
 * the same for one as for all of them.
 */
export class Turns {
  readonly #waiting = new Map<string, Waiting[]>();

  /** `perform` runs the visits of a whole turn. */
  visit<T>(queue: string, { ctx, work }: Visit<T>, perform: Perform): Promise<T> {
    return new Promise((resolve, reject) => {
      const visit: Waiting = { ctx, work, resolve: resolve as (value: unknown) => void, reject };
      const waiting = this.#waiting.get(queue);
      if (waiting) {
        waiting.push(visit);
        return;
      }
      this.#waiting.set(queue, [visit]);
      setImmediate(() => {
        const turn = this.#waiting.get(queue)!;
        this.#waiting.delete(queue);
        void settle(turn, perform);
      });
    });
  }
}

async function settle(turn: readonly Waiting[], perform: Perform): Promise<void> {
  try {
    const attempts = await perform(turn);
    for (const [index, attempt] of attempts.entries()) {
      if ('error' in attempt) turn[index]!.reject(attempt.error);
      else turn[index]!.resolve(attempt.value);
    }
  } catch (error) {
    // What nobody foresaw in one of them is its own: alone, the others succeed.
    if (turn.length === 1) turn[0]!.reject(error);
    else for (const visit of turn) void settle([visit], perform);
  }
}
