import type { Transaction } from '../../storage/storage.ts';
import { MAX_IN_FLIGHT_MESSAGES } from './limits.ts';
import { Mailbox, type Claim } from './mailbox.ts';
import { settleCounts } from './message-counts.ts';
import { isExpired, type HiddenMessage, type Message } from './message.ts';
import { parseQueueArn, toQueueArn, toQueueKey } from './queue-address.ts';
import { isExhausted } from './redrive-policy.ts';
import { queues } from './store.ts';

export interface Delivery {
  readonly message: Message;
  readonly hidden: HiddenMessage;
}

export interface Taken {
  readonly deliveries: readonly Delivery[];
  /** True if so many messages had to be thrown away or moved that the rest is left to another transaction. */
  readonly isCutShort: boolean;
}

/** So many rounds of expired or dead-lettered messages one transaction goes through. */
const MAX_ROUNDS = 50;

/** Gives up to `limit` messages to a receiver; what has expired is dropped, what is exhausted goes to the dead-letter queue. */
export async function takeMessages(
  tx: Transaction,
  mailbox: Mailbox,
  limit: number,
  timeoutSeconds: number,
): Promise<Taken> {
  const deadLetters = new DeadLetters(tx, mailbox);
  const taken: Claim[] = [];
  let rounds = 0;
  let isDrained = false;
  while (taken.length < limit && !isDrained && rounds++ < MAX_ROUNDS) {
    const wanted = limit - taken.length;
    const claims = await mailbox.claim(wanted);
    isDrained = claims.length < wanted;
    for (const claim of claims) {
      if (isExpired(claim.message, mailbox.queue.retentionSeconds, mailbox.now)) mailbox.forget(claim);
      else if (!deadLetters.isFor(claim) || !(await deadLetters.accept(claim))) taken.push(claim);
    }
  }
  deadLetters.save();

  const deliveries = taken.map((claim) => ({
    message: claim.message,
    hidden: mailbox.deliver(claim, timeoutSeconds),
  }));
  return { deliveries, isCutShort: taken.length < limit && !isDrained };
}

/** AWS answers a receive on such a queue with OverLimit, or a long poll with nothing. */
export async function isFull(mailbox: Mailbox, limit: number): Promise<boolean> {
  const { inFlight, hiddenFrom } = mailbox.backlog;
  if (inFlight + limit <= MAX_IN_FLIGHT_MESSAGES) return false;
  // The counter is right as long as nothing has come back; else it is counted afresh, which takes a while.
  if (hiddenFrom <= mailbox.now) await settleCounts(mailbox);
  return mailbox.backlog.inFlight >= MAX_IN_FLIGHT_MESSAGES;
}

/** The dead-letter queue of a receive; most receives never open it. */
class DeadLetters {
  readonly #tx: Transaction;
  readonly #source: Mailbox;
  #target: Mailbox | 'missing' | undefined;

  constructor(tx: Transaction, source: Mailbox) {
    this.#tx = tx;
    this.#source = source;
  }

  isFor({ hidden }: Claim): boolean {
    return hidden !== undefined && isExhausted(hidden.receiveCount, this.#source.queue.redrivePolicy);
  }

  /** Moves an exhausted message; false if there is no such queue (any more). */
  async accept(claim: Claim): Promise<boolean> {
    const message = claim.message;
    const hidden = claim.hidden!;
    this.#target ??= await this.#open();
    if (this.#target === 'missing') return false;

    this.#source.forget(claim);
    const { queueId: _, number: __, arrivedAt: ___, ...content } = message;
    this.#target.add(
      {
        ...content,
        deadLetterSourceArn: toQueueArn(this.#source.queue),
        earlierReceives: (message.earlierReceives ?? 0) + hidden.receiveCount,
        firstReceivedAt: message.firstReceivedAt ?? hidden.firstReceivedAt,
      },
      0,
    );
    return true;
  }

  save(): void {
    if (this.#target instanceof Mailbox) this.#target.save();
  }

  async #open(): Promise<Mailbox | 'missing'> {
    const address = parseQueueArn(this.#source.queue.redrivePolicy!.deadLetterTargetArn);
    const queue = address && (await queues.get(this.#tx, toQueueKey(address)));
    // Two mailboxes of one queue in one transaction would overwrite each other.
    if (!queue || queue.queueId === this.#source.queue.queueId) return 'missing';
    return Mailbox.open(this.#tx, queue);
  }
}
